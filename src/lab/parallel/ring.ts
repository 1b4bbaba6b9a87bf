import type { Backend } from '#lab/backends/backend.ts';
import { expectDivides } from '#lab/models/check.ts';
import type { DenseArray } from '#lab/models/weights.ts';
import { Crew } from './crew.ts';
import type { OwnClockTrial } from './own-clock.ts';
import { joinSpans, type WorkerSpan } from './own-spans.ts';
import { shareArrays, shareZeros } from './shared-arrays.ts';

/** Queries, keys and values of one head, [1, 1, n, dHead] each. */
export interface RingInputs {
  query: DenseArray;
  key: DenseArray;
  value: DenseArray;
}

/** What a worker gets: the queries of its positions, and two places for keys and values on each worker. */
export interface RingSetup {
  query: DenseArray;
  /** Keys and values of each worker's positions, as they begin. */
  blocks: readonly Pick<RingInputs, 'key' | 'value'>[];
  /** Where each worker finds what its neighbour sent it, by even and odd rounds. */
  inboxes: readonly (readonly [Inbox, Inbox])[];
  output: DenseArray;
}
type Inbox = Pick<RingInputs, 'key' | 'value'>;

export interface RingRequest {
  originNs: bigint;
}

export interface RingReply {
  spans: WorkerSpan[];
}

const ringWorker = new URL('./ring-worker.ts', import.meta.url);

/**
 * Attention of one head with its positions divided over workers (Liu et al. 2024): each keeps its queries; keys
 * and values go round, a block a round, and are merged where they come by. No worker ever has more than two
 * blocks of keys.
 */
export async function openRing(
  { query, key, value }: RingInputs,
  {
    workers,
    ...options
  }: { backend: Backend; workers: number; patienceMs: number; signal?: AbortSignal },
): Promise<OwnClockTrial> {
  const [, , n, dHead] = query.shape as [number, number, number, number];
  expectDivides(['workers', workers], ['the positions', n]);
  const share = n / workers;
  const own = ({ values }: DenseArray, worker: number): DenseArray => ({
    shape: [1, 1, share, dHead],
    values: values.subarray(worker * share * dHead, (worker + 1) * share * dHead),
  });
  const each = <Made>(make: (worker: number) => Made) =>
    Array.from({ length: workers }, (_, at) => make(at));
  const blocks = each((worker) =>
    shareArrays({ key: own(key, worker), value: own(value, worker) }),
  );
  const inbox = () => shareZeros(blocks[0] as Inbox);
  const inboxes = each((): readonly [Inbox, Inbox] => [inbox(), inbox()]);
  const whole = shareZeros({ output: query });
  const setups = each(
    (worker): RingSetup => ({
      ...shareArrays({ query: own(query, worker) }),
      blocks,
      inboxes,
      output: own(whole.output, worker),
    }),
  );
  const crew = await Crew.start<RingSetup, RingRequest, RingReply>({
    ...options,
    workerFile: ringWorker,
    setups,
  });
  return {
    async run() {
      const originNs = process.hrtime.bigint();
      const replies = await crew.run(setups.map(() => ({ originNs })));
      const { totalMs, spans } = joinSpans(replies.map((reply) => reply.spans));
      return { totalMs, spans, output: whole.output.values.slice() };
    },
    dispose: () => crew.close(),
  };
}
