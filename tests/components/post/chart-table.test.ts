import { describe, expect, it } from 'vitest';
import type { LineChart } from '#charts/line-chart.ts';
import { chartTable } from '#components/post/chart-table.ts';

const axis = { label: 'n', scale: 'log' as const };
const series = { kind: 'measured', color: 'blue', marker: 'circle' } as const;
const chart: LineChart = {
  title: 'Time',
  description: 'Time over n.',
  x: axis,
  y: axis,
  series: [
    {
      ...series,
      id: 'a',
      label: 'A',
      points: [
        { x: 1024, y: 41.62, low: 41.2, high: 42 },
        { x: 16, y: 3, low: 2.98, high: 3.02 },
      ],
    },
    { ...series, id: 'b', label: 'B', points: [{ x: 1024, y: 7 }] },
    { ...series, id: 'guide', label: '', points: [{ x: 5, y: 7 }] },
  ],
};

describe('the table of a chart', () => {
  it('has a row for each place, a column for each named series, and a gap where nothing was measured', () => {
    expect(chartTable(chart, 'en')).toEqual({
      columns: ['A', 'B'],
      rows: [
        { x: '16', cells: [{ estimate: '3.00', interval: '2.98–3.02' }, undefined] },
        {
          x: '1024',
          cells: [{ estimate: '41.6', interval: '41.2–42.0' }, { estimate: '7' }],
        },
      ],
    });
  });
});
