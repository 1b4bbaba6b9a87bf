/** What a clock can tell: its smallest step, and what reading it costs, in ns. */
export interface ClockFacts {
  clockStepNs: number;
  clockCallNs: number;
}

const readings = 20_000;

/** Reads a clock many times over: the smallest difference that is not zero, and the mean cost. */
export function describeClock(nowNs: () => bigint = () => process.hrtime.bigint()): ClockFacts {
  const start = nowNs();
  let last = start;
  let step = Number.POSITIVE_INFINITY;
  for (let reading = 0; reading < readings; reading++) {
    const now = nowNs();
    if (now > last) step = Math.min(step, Number(now - last));
    last = now;
  }
  return { clockStepNs: step, clockCallNs: Math.round(Number(last - start) / readings) };
}
