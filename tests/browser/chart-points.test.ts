import { describe, expect, it } from 'vitest';
import { renderChart } from '#charts/chart.ts';
import type { IntervalBars } from '#charts/interval-bars.ts';
import type { LineChart } from '#charts/line-chart.ts';
import { drawnPoints, nearestPoint } from '../../src/browser/chart-points.ts';

const chart: LineChart = {
  kind: 'lines',
  title: 'Time',
  description: '',
  x: { label: 'n', scale: 'log', ticks: [1, 10] },
  y: { label: 'ms', scale: 'log', ticks: [1, 2, 5, 10] },
  series: [
    {
      id: 'a',
      label: 'A',
      kind: 'measured',
      color: 'blue',
      marker: 'circle',
      points: [
        { x: 1, y: 2.345, low: 2.1, high: 2.6 },
        { x: 10, y: 9 },
      ],
    },
    {
      id: 't',
      label: '',
      kind: 'theory',
      color: 'muted',
      marker: 'circle',
      points: [{ x: 1, y: 1 }],
    },
  ],
};

describe('the points of a drawn chart', () => {
  const points = drawnPoints(chart, 720, '({low} to {high})');

  it('say their series, place, value and interval; a theory has none', () => {
    expect(points.map(({ text }) => text)).toEqual(['A · n 1: 2.35 (2.1 to 2.6)', 'A · n 10: 9']);
  });

  it('stand where the drawing has its circles', () => {
    const svg = renderChart(chart, { width: 720, idPrefix: 'x' });
    // A circle begins at its left: M(x − r) y, with r = 3.6 in the wide drawing.
    const circles = [...svg.matchAll(/([\d.]+) ([\d.]+)a3.6 3.6/g)].map(([, x, y]) => [
      Number(x) + 3.6,
      Number(y),
    ]);
    expect(circles).toHaveLength(2);
    points.forEach(({ x, y }, index) => {
      expect(x).toBeCloseTo(circles[index]?.[0] ?? 0, 0);
      expect(y).toBeCloseTo(circles[index]?.[1] ?? 0, 0);
    });
  });

  it('are found by the nearest, within reach', () => {
    const at = (x: number, y: number) =>
      nearestPoint(
        [
          { x: 0, y: 0, text: 'o' },
          { x: 9, y: 0, text: 'p' },
        ],
        { x, y },
        5,
      )?.text;
    expect(at(3, 0)).toBe('o');
    expect(at(6, 0)).toBe('p');
    expect(at(0, 6)).toBeUndefined();
  });
});

it('the rows of a chart of intervals stand at their values, where their points are drawn', () => {
  const rows: IntervalBars = {
    ...{ kind: 'interval-bars', title: 'Ratios', description: '' },
    x: { label: 'ratio', scale: 'log', ticks: [1, 2, 5] },
    rows: [
      { label: 'order', value: 1.06, low: 1.03, high: 1.1, color: 'blue', text: '1.06×' },
      { label: 'steps', value: 3, color: 'rust', text: '3' },
    ],
  };
  const points = drawnPoints(rows, 720, '({low} to {high})');
  expect(points.map(({ text }) => text)).toEqual(['order: 1.06× (1.03 to 1.1)', 'steps: 3']);
  const svg = renderChart(rows, { width: 720, idPrefix: 'rows' });
  const numbers = [...svg.matchAll(/-?\d+(?:\.\d+)?/g)].map(([number]) => Number(number));
  for (const { x, y } of points) {
    expect(Math.min(...numbers.map((each) => Math.abs(each - y)))).toBeLessThan(0.06);
    expect(numbers.some((each) => Math.abs(each - x) <= 5)).toBe(true);
  }
});
