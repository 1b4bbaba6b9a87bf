/** What one stage did from startMs to endMs; times count from the common start. */
export interface Interval {
  stage: number;
  kind: 'forward' | 'backward' | 'idle';
  /** Absent where the stage is idle. */
  microBatch?: number;
  startMs: number;
  endMs: number;
}

/** Who did what when in one step of a pipeline. */
export interface Trace {
  /** Of each stage, without gaps from 0 to the end of the last operation of any stage. */
  intervals: Interval[][];
  makespanMs: number;
  /** Busy time of all stages over K·makespan. */
  busyShare: number;
  /** 1 − busyShare. */
  bubbleShare: number;
}

/** Joins the busy intervals of each stage, all on one clock, to a trace that starts at `startMs`. */
export function joinTrace(busy: readonly (readonly Interval[])[], startMs: number): Trace {
  const makespanMs = Math.max(...busy.flat().map(({ endMs }) => endMs)) - startMs;
  const intervals = busy.map((own, stage) => {
    const shifted = own.map((each) => ({
      ...each,
      startMs: each.startMs - startMs,
      endMs: each.endMs - startMs,
    }));
    return withIdle(shifted, stage, makespanMs);
  });
  let busyMs = 0;
  for (const { kind, startMs: from, endMs } of intervals.flat()) {
    if (kind !== 'idle') busyMs += endMs - from;
  }
  const busyShare = busyMs / (busy.length * makespanMs);
  return { intervals, makespanMs, busyShare, bubbleShare: 1 - busyShare };
}

function withIdle(busy: readonly Interval[], stage: number, makespanMs: number): Interval[] {
  const whole: Interval[] = [];
  let reachedMs = 0;
  const idleUntil = (endMs: number) => {
    if (endMs > reachedMs) whole.push({ stage, kind: 'idle', startMs: reachedMs, endMs });
  };
  for (const each of busy) {
    idleUntil(each.startMs);
    whole.push(each);
    reachedMs = each.endMs;
  }
  idleUntil(makespanMs);
  return whole;
}
