import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { appendHistory } from '#authoring/append-history.ts';
import { historySchema } from '#results/history.ts';
import { sampleFamily } from '../support/sample-family.ts';
import { sampleRecord } from '../support/sample-record.ts';

const record = sampleRecord('sample', '2c-sample');
let root = '';
let file = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'history-'));
  mkdirSync(join(root, 'src/results/sample'), { recursive: true });
  file = join(root, 'src/results/sample/history.json');
});
const history = () => historySchema.parse(JSON.parse(readFileSync(file, 'utf8')));

describe('the history of an experiment', () => {
  it('begins with the first publication: timed quantities with interval, exact ones without', () => {
    appendHistory(root, sampleFamily, record);
    const [first] = history().publications;
    expect(first).toMatchObject({ machine: '2c-sample', codeHash: '0'.repeat(64) });
    // Two blocks at 3·e^±0.01: half the width is 12.7062 · 0.01 on the log scale.
    expect(first?.quantities.gain?.estimate).toBeCloseTo(3, 5);
    expect(first?.quantities.gain?.high).toBeCloseTo(3 * Math.exp(0.127_062), 4);
    expect(first?.quantities.steps).toEqual({ unit: 'count', estimate: 16 });
  });

  it('grows by one publication each time, oldest first, and leaves nothing beside it', () => {
    appendHistory(root, sampleFamily, record);
    appendHistory(root, sampleFamily, { ...record, finishedAt: '2026-02-03T04:05:06.000Z' });
    expect(history().publications.map((each) => each.finishedAt.slice(0, 10))).toEqual([
      '2026-01-02',
      '2026-02-03',
    ]);
    expect(readdirSync(join(root, 'src/results/sample'))).toEqual(['history.json']);
  });

  it('that is broken is named with the command that restores it, and stays as it is', () => {
    writeFileSync(file, '{"schemaVersion":1');
    expect(() => appendHistory(root, sampleFamily, record)).toThrow(
      'git checkout -- src/results/sample/history.json',
    );
    expect(readFileSync(file, 'utf8')).toBe('{"schemaVersion":1');
  });
});
