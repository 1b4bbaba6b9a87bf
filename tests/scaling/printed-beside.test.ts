import { expect, it } from 'vitest';
import { comparisons, relativeError } from '#scaling/comparisons.ts';
import { printedBeside } from '#scaling/printed-beside.ts';

it('says of every run what is printed and by how much the model is off', () => {
  const rows = new Set(comparisons().map(({ row }) => row));
  for (const row of rows) {
    const own = comparisons().filter((each) => each.row === row);
    const said = printedBeside(row);
    expect(said).toHaveLength(own.length);
    for (const [at, { printed, unit }] of own.entries()) {
      expect(said[at]?.printed).toBe(`${printed} ${unit}`);
      const percent = Number(said[at]?.error.replace('−', '-'));
      expect(percent).toBeCloseTo(100 * relativeError(own[at] as (typeof own)[number]), 0);
    }
  }
});

it('says nothing of a run that no paper prints', () => {
  expect(printedBeside('mine')).toEqual([]);
});
