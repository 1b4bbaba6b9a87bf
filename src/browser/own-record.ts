import type { RunnableHere } from '#charts/figure-view.ts';
import { estimateAll } from '#results/block-values.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { schemaVersion } from '#results/schema-version.ts';
import type { Measured, PageEngine, Proved, RunReply, RunRequest } from './run-messages.ts';
import { browserName, machineOf } from './this-browser.ts';

/** Passes over all cases, each in a worker of its own. */
export const blockCount = 5;

/** Where a run is: proving at a point, or in a block. */
export type Progress = { block: number; caseId: string; at?: number | undefined };

interface RunOptions {
  here: RunnableHere;
  engine: PageEngine;
  signal: AbortSignal;
  progress(now: Progress): void;
}

/**
 * Measures a figure's experiment in this browser: proofs first, then the blocks. Returns a record in
 * the schema of the published ones. Throws where a proof fails, the engine is not there, or the
 * reader stops it.
 */
export async function measureHere({ here, engine, signal, progress }: RunOptions) {
  const startedAt = Date.now();
  const seed = startedAt % 2 ** 31;
  const wasmFolder = new URL(`${import.meta.env.BASE_URL}wasm/`, location.href).href;
  const { experiment } = here;
  const ask = <Reply extends RunReply>(request: RunRequest, block: number) =>
    askWorker<Reply>(request, signal, ({ caseId, at }) => progress({ block, caseId, at }));
  const common = { experiment, engine, wasmFolder, seed };
  const proved = await ask<Proved>({ ...common, task: 'prove', cases: here.cases }, 0);
  const measurable = proved.cases.filter(({ state }) => state === 'measured');
  if (measurable.length === 0) throw new Error(proved.cases[0]?.reason ?? 'No case can run.');
  const points = Object.fromEntries(
    measurable.map(({ id, points: own }) => [id, own.map(({ at }) => at)]),
  );
  const measured: Measured[] = [];
  for (let index = 0; index < blockCount; index++) {
    const request = { ...common, task: 'measure', points, index, startedAt } as const;
    measured.push(await ask<Measured>({ ...request, clock: proved.clock }, index + 1));
  }
  const iso = (time: number) => new Date(time).toISOString();
  const record: Omit<MeasuredRecord, 'estimates'> = {
    schemaVersion,
    experiment,
    mode: 'quick',
    machine: machineOf(navigator, engine),
    engine: { backend: engine, ...proved.engine, reason: 'chosen by the reader' },
    browser: browserName(navigator),
    startedAt: iso(startedAt),
    finishedAt: iso(Date.now()),
    sessions: [
      { startedAt: iso(startedAt), bootedAt: null, commit: null, dirty: null, ...proved.clock },
    ],
    code: here.code,
    seed,
    axis: here.axis,
    shape: here.shape,
    cases: proved.cases,
    proofs: [...proved.proofs, ...measured.flatMap(({ proofs }) => proofs)],
    blocks: measured.map(({ block }) => block),
  };
  return { ...record, estimates: estimateAll(record) } satisfies MeasuredRecord;
}

/** Starts a worker for one task, and ends it with its answer or when the reader stops it. */
function askWorker<Reply extends RunReply>(
  request: RunRequest,
  signal: AbortSignal,
  progress: (now: { caseId: string; at?: number }) => void,
): Promise<Reply> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./run-here.ts', import.meta.url), { type: 'module' });
  return new Promise<Reply>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    worker.addEventListener('error', ({ message }) =>
      reject(new Error(message || 'The worker could not be started.')),
    );
    worker.addEventListener('message', ({ data }: MessageEvent<RunReply>) => {
      if (data.kind === 'progress') progress(data);
      else if (data.kind === 'failed') reject(new Error(data.reason));
      else resolve(data as Reply);
    });
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
