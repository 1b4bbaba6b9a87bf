import { describe, expect, it } from 'vitest';
import { hardware } from '#scaling/hardware.ts';
import { publishedRows } from '#scaling/published-rows.ts';
import { stepTime } from '#scaling/step-time.ts';
import { tallyStep } from '#scaling/tally.ts';

describe('the closed forms of a step', () => {
  it.each(publishedRows.map((row) => [row.name, row] as const))(
    'are the sum of its kernels and messages, one by one: %s',
    (_, { shape, plan, hardware: name }) => {
      const on = hardware[name];
      const closed = stepTime(shape, plan, on);
      const tally = tallyStep(shape, plan, on);
      for (const [part, seconds] of Object.entries(closed)) {
        const own = tally[part as keyof typeof tally];
        expect(Math.abs(own - seconds), part).toBeLessThanOrEqual(1e-9 * closed.total);
      }
    },
  );
});
