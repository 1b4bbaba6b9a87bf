import { expect, it } from 'vitest';
import { attentionTable } from '#trained/attention-table.ts';

// Two heads, two rows, three columns.
const weights = [0.5, 0.25, 0.25, 0, 1, 0, 0.1, 0.2, 0.7, 1, 0, 0];
const names = { rows: ['one', 'two'], columns: ['a', 'b', 'c'] };

it.each([
  [
    'one head',
    1,
    [
      [10, 20, 70],
      [100, 0, 0],
    ],
  ],
  [
    'the mean of all',
    undefined,
    [
      [30, 23, 48],
      [50, 50, 0],
    ],
  ],
] as const)('a table of attention shows %s in per cent', (_name, head, percents) => {
  const { rows, columns } = attentionTable(weights, [2, 2, 3], names, head);
  expect(columns).toEqual(names.columns);
  expect(rows).toEqual(names.rows.map((name, row) => ({ name, percents: percents[row] })));
});

it('a row without a name is left out, and so are columns without one', () => {
  const fewer = { rows: ['one'], columns: ['a', 'b'] };
  expect(attentionTable(weights, [2, 2, 3], fewer, 0).rows).toEqual([
    { name: 'one', percents: [50, 25] },
  ]);
});
