import { describe, expect, it } from 'vitest';
import { predicateText } from '#components/post/predicate-text.ts';

describe('the predicate of a claim', () => {
  it.each([
    [{ atLeast: 2 }, 'ratio', 'en', '≥ 2×'],
    [{ atLeast: 2 }, 'ratio', 'zh', '≥ 2 倍'],
    [{ atMost: 40 }, 'ms', 'zh', '≤ 40 ms'],
    [{ between: [0.9, 1.1] }, 'exponent', 'en', '0.9–1.1'],
    [{ between: [2, 3] }, 'ratio', 'zh', '2–3 倍'],
  ] as const)('%j of a %s reads in %s as %s', (predicate, unit, locale, text) => {
    expect(predicateText(predicate, unit, locale)).toBe(text);
  });
});
