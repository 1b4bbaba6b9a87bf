import { describe, expect, it } from 'vitest';
import { earlierInterval } from '#components/post/earlier-interval.ts';
import type { History } from '#results/history.ts';

const publication = (day: string, machine: string, low: number, high: number) => ({
  machine,
  finishedAt: `${day}T10:00:00.000Z`,
  codeHash: '',
  library: '',
  quantities: {
    dispatch: { unit: 'ratio', estimate: (low + high) / 2, low, high },
    steps: { unit: 'count', estimate: 7 },
  },
});
const history: History = {
  schemaVersion: 1,
  publications: [
    publication('2026-11-01', '2c-amd', 5, 7),
    publication('2026-11-02', '8c-arm', 8, 9),
    publication('2026-11-20', '2c-amd', 5.5, 6.5),
  ],
};
const present = { machine: '2c-amd', finishedAt: '2026-11-20T10:00:00.000Z', key: 'dispatch' };

describe('what a number was before', () => {
  it('is its interval at the last publication on the same machine, and the day', () => {
    expect(earlierInterval(history, present, 'en')).toBe('5.0–7.0×, 2026-11-01');
    expect(earlierInterval(history, present, 'zh')).toBe('5.0–7.0 倍，2026-11-01');
  });

  it.each([
    [
      'that was published for the first time',
      { ...present, finishedAt: '2026-11-01T10:00:00.000Z' },
    ],
    ['that is counted', { ...present, key: 'steps' }],
    ['that was not published then', { ...present, key: 'order' }],
  ])('is nothing for a number %s', (_, quantity) => {
    expect(earlierInterval(history, quantity, 'en')).toBeUndefined();
  });
});
