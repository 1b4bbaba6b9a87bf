import { describe, expect, it } from 'vitest';
import { logged, percentOf, progressLine } from '#lab/engine/progress.ts';

describe('progressLine', () => {
  it.each([
    [{ step: 'Compiling' }, 'Compiling …'],
    [
      { step: 'Downloading', doneBytes: 115e6, totalBytes: 230e6 },
      'Downloading: 115 of 230 MB (50 %)',
    ],
    [
      { step: 'Downloading', doneBytes: 460e6, totalBytes: 230e6 },
      'Downloading: 230 of 230 MB (100 %)',
    ],
  ])('shows %o', (progress, line) => {
    expect(progressLine(progress)).toBe(line);
  });
});

describe('percentOf', () => {
  it('is unknown without a total', () => {
    expect(percentOf({ step: 'Unpacking', doneBytes: 7 })).toBeUndefined();
    expect(percentOf({ step: 'Unpacking', doneBytes: 7, totalBytes: 0 })).toBeUndefined();
  });
});

describe('logged', () => {
  it('writes the start of a step and each quarter once', () => {
    const lines: string[] = [];
    const report = logged((line) => lines.push(line));
    for (let doneBytes = 0; doneBytes <= 100e6; doneBytes += 1e6) {
      report({ step: 'Unpacking', doneBytes, totalBytes: 100e6 });
    }
    report({ step: 'Compiling' });
    report({ step: 'Compiling' });
    expect(lines).toEqual([
      'Unpacking: 0 of 100 MB (0 %)',
      'Unpacking: 25 of 100 MB (25 %)',
      'Unpacking: 50 of 100 MB (50 %)',
      'Unpacking: 75 of 100 MB (75 %)',
      'Unpacking: 100 of 100 MB (100 %)',
      'Compiling …',
    ]);
  });
});
