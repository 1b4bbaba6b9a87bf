import type { Span } from './own-clock.ts';

/** What a worker did, and when, on the clock of all threads. */
export type WorkerSpan = Omit<Span, 'lane'>;

/** Notes what a thread does from an origin on (process.hrtime.bigint, one clock for all threads). */
export class SpanNotes {
  readonly #originNs: bigint;
  readonly spans: WorkerSpan[] = [];

  constructor(originNs: bigint) {
    this.#originNs = originNs;
  }

  /** Runs something as a part of the work, and notes it. */
  during<Result>(part: string, run: () => Result): Result {
    const startMs = this.#nowMs();
    const result = run();
    this.spans.push({ part, startMs, endMs: this.#nowMs() });
    return result;
  }

  #nowMs(): number {
    return Number(process.hrtime.bigint() - this.#originNs) / 1e6;
  }
}

/** The spans of all workers, a lane each, from the first start on; and how long all of it took. */
export function joinSpans(perWorker: readonly WorkerSpan[][]): { totalMs: number; spans: Span[] } {
  const all = perWorker.flat();
  const startMs = Math.min(...all.map((each) => each.startMs));
  const endMs = Math.max(...all.map((each) => each.endMs));
  const spans = perWorker.flatMap((own, lane) =>
    own.map((each) => ({
      ...each,
      lane,
      startMs: each.startMs - startMs,
      endMs: each.endMs - startMs,
    })),
  );
  return { totalMs: endMs - startMs, spans };
}
