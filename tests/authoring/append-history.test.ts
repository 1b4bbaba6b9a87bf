import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { appendHistory } from '#authoring/append-history.ts';
import { AbsentQuantity } from '#results/absent-quantity.ts';
import { historySchema } from '#results/history.ts';
import { crossoverOf } from '#results/scaling-rules.ts';
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
const refuse = (why: string): never => {
  throw new AbsentQuantity(why);
};
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

  it('leaves out what a machine does not have, and keeps the rest', () => {
    const crossing = crossoverOf('layer@one', 'layer@one');
    const rule = { ...crossing, perBlock: () => refuse('they do not cross') };
    const quantities = {
      ...sampleFamily.quantities,
      crossing: { label: { en: '', zh: '' }, rule },
    };
    appendHistory(root, { ...sampleFamily, quantities }, record);
    expect(Object.keys(history().publications[0]?.quantities ?? {})).toEqual([
      'gain',
      'loss',
      'steps',
    ]);
  });

  it('that is broken is named with the command that restores it, and stays as it is', () => {
    writeFileSync(file, '{"schemaVersion":1');
    expect(() => appendHistory(root, sampleFamily, record)).toThrow(
      'git checkout -- src/results/sample/history.json',
    );
    expect(readFileSync(file, 'utf8')).toBe('{"schemaVersion":1');
  });
});
