import { describe, expect, it } from 'vitest';
import type { OverallProgress } from '#lab/run/measure.ts';
import { progressText, terminalReport } from '#lab/run/terminal-report.ts';

const progress: OverallProgress = {
  experiment: 'sequence-length',
  stage: 'block',
  done: 41,
  total: 100,
  block: 3,
  blocks: 10,
  case: 'lstm@one',
  secondsLeft: 230,
  resumed: 0,
  position: 1,
  experiments: 1,
  secondsLeftInAll: 230,
};

describe('progress', () => {
  it.each<[Partial<OverallProgress>, string]>([
    [{}, 'sequence-length  block 3 of 10  41 %  about 4 min left'],
    [{ secondsLeft: 62 }, 'sequence-length  block 3 of 10  41 %  about 70 s left'],
    [{ secondsLeft: 1 }, 'sequence-length  block 3 of 10  41 %  about 10 s left'],
    [
      { position: 2, experiments: 4, secondsLeftInAll: 5000 },
      '2 of 4  sequence-length  block 3 of 10  41 %  about 4 min left, 84 min in all',
    ],
    [{ stage: 'proof', done: 0, secondsLeft: undefined }, 'sequence-length  proving equality  0 %'],
    [
      { secondsLeft: undefined, resumed: 5 },
      'sequence-length  block 3 of 10  41 %  (goes on after 5 finished pieces)',
    ],
  ])('%o reads "%s"', (change, text) => {
    expect(progressText({ ...progress, ...change })).toBe(text);
  });

  it('without a terminal is one plain line a block', () => {
    const written: string[] = [];
    const report = terminalReport({ write: (text) => written.push(text) });
    for (const name of ['lstm@one', 'lstm@all']) report.progress({ ...progress, case: name });
    report.progress({ ...progress, block: 4 });
    expect(written).toHaveLength(2);
    expect(written.join('')).not.toContain('\x1b');
  });
});
