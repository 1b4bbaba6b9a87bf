import type { Activity, StatusLine } from './status-line.ts';

/** Those who wait are blamed last: a barrier's own error, after twice the patience, tells more. */
const waitingPatience = 3;

/**
 * Looks at the status lines of pending workers from time to time, and calls `onSilence` once with
 * the worker to blame: one that computes and has written no line for `patienceMs`, or, where all
 * pending workers have been waiting for three times as long, the first of them.
 */
export class Watch {
  readonly #timer: NodeJS.Timeout;

  constructor(
    lines: readonly StatusLine[],
    pending: () => readonly boolean[],
    patienceMs: number,
    onSilence: (worker: number, silentMs: number, activity: Activity) => void,
  ) {
    const seen = lines.map((line) => ({ pulse: line.read().pulse, sinceMs: performance.now() }));
    const look = () => {
      const nowMs = performance.now();
      const isPending = pending();
      const silent = lines.flatMap((line, worker) => {
        const { pulse, activity } = line.read();
        const last = seen[worker] as (typeof seen)[number];
        if (pulse !== last.pulse) Object.assign(last, { pulse, sinceMs: nowMs });
        const limitMs = activity === 'waiting' ? waitingPatience * patienceMs : patienceMs;
        const isSilent = isPending[worker] && nowMs - last.sinceMs >= limitMs;
        return isSilent ? [{ worker, activity, limitMs }] : [];
      });
      const allSilent = silent.length === isPending.filter(Boolean).length;
      const blamed =
        silent.find(({ activity }) => activity !== 'waiting') ?? (allSilent && silent[0]);
      if (!blamed) return;
      this.stop();
      onSilence(blamed.worker, blamed.limitMs, blamed.activity);
    };
    this.#timer = setInterval(look, Math.min(patienceMs / 4, 250));
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
