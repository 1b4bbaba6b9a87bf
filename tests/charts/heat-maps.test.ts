import { describe, expect, test } from 'vitest';
import { type HeatMaps, renderHeatMaps } from '../../src/charts/heat-maps.ts';
import { boxOf, drawings, pathsOf } from './chart-fixture.ts';
import type { Point } from './read-svg.ts';

const KEY_HEIGHT = 25;

describe.each(drawings('heat-maps', ['perturbation']))(
  '$name in $locale at $width',
  ({ chart, drawn, width }) => {
    // Each frame is four lines.
    const lines = pathsOf(drawn, ({ stroke }) => stroke === 'var(--chart-grid-strong)');
    const frames = chart.panels.map((_, at) => boxOf(lines.slice(4 * at, 4 * at + 4).flat()));
    const boxesOf = (step: number) =>
      pathsOf(drawn, ({ fill }) => fill === `var(--chart-heat-${step})`)
        .map(boxOf)
        .filter(({ top }) => top > KEY_HEIGHT);
    const steps = [1, 2, 3, 4, 5].map(boxesOf);

    test('stands side by side when wide, two by two when narrow', () => {
      expect(lines).toHaveLength(4 * chart.panels.length);
      const places = new Set(frames.map(({ top }) => top));
      expect(places.size).toBe(width === 720 ? 1 : 2);
    });

    test('paints each cell with the step of its value, and leaves zero as background', () => {
      chart.panels.forEach(({ title, rows, columns, cells }, at) => {
        const frame = frames[at] ?? { left: 0, right: 0, top: 0, bottom: 0 };
        const [w, h] = [(frame.right - frame.left) / columns, (frame.bottom - frame.top) / rows];
        cells.forEach((value, index) => {
          const centre = {
            x: frame.left + ((index % columns) + 0.5) * w,
            y: frame.top + (Math.floor(index / columns) + 0.5) * h,
          };
          const found = steps.flatMap((boxes, step) =>
            boxes.some(
              ({ left, right, top, bottom }) =>
                left < centre.x && centre.x < right && top < centre.y && centre.y < bottom,
            )
              ? [step + 1]
              : [],
          );
          const expected = [0.8, 0.6, 0.4, 0.2, 0].findIndex((bound) => value > bound);
          expect(found, `${title}, cell ${index}: ${value}`).toEqual(
            expected === -1 ? [] : [5 - expected],
          );
        });
      });
    });

    test('outlines what is not zero with lines that close', () => {
      const outline = pathsOf(drawn, (each) => {
        return each['stroke'] === 'var(--chart-ink)' && each['stroke-width'] === '1.2';
      });
      const length = outline.reduce((sum, [from, to]) => {
        const [a, b] = [from ?? [0, 0], to ?? [0, 0]] as [Point, Point];
        return sum + Math.hypot(b[0] - a[0], b[1] - a[1]);
      }, 0);
      const expected = chart.panels.reduce((sum, { rows, columns, cells }, at) => {
        const filled = (row: number, column: number) =>
          column >= 0 && column < columns && (cells[row * columns + column] ?? 0) !== 0 ? 1 : 0;
        const sides = cells.reduce((count, _, index) => {
          const [row, column] = [Math.floor(index / columns), index % columns];
          if (!filled(row, column)) return count;
          const around = [
            [row - 1, column],
            [row + 1, column],
            [row, column - 1],
            [row, column + 1],
          ] as const;
          return count + around.filter(([r, c]) => !filled(r, c)).length;
        }, 0);
        const frame = frames[at] ?? { left: 0, right: 0 };
        return sum + (sides * (frame.right - frame.left)) / Math.max(rows, columns);
      }, 0);
      expect(Math.abs(length - expected)).toBeLessThan(expected * 0.01);
    });

    test('names its panels, axes and the ends of its key', () => {
      const written = drawn.map(({ text }) => text).join('\n');
      const { panels, x, y, key } = chart;
      for (const text of [...panels.map(({ title }) => title), x.label, y.label, key.low, key.high])
        expect(written).toContain(text);
    });
  },
);

const panel = { title: 'P', rows: 1, columns: 2, cells: [0, 1] };

test.each([
  ['five panels', Array.from({ length: 5 }, () => panel), /received 5 panels; expected 1 to 4/],
  ['25 rows', [{ ...panel, rows: 25 }], /received 25 x 2 cells in "P"; expected 1 to 24 rows/],
  ['a missing cell', [{ ...panel, cells: [0] }], /received 1 cells in "P"; expected 1 x 2 = 2/],
  ['a cell above 1', [{ ...panel, cells: [0, 1.5] }], /received a cell of 1.5 in "P"/],
])('refuses %s', (_, panels, message) => {
  const chart: HeatMaps = {
    kind: 'heat-maps',
    title: 'T',
    description: '',
    x: { label: 'in' },
    y: { label: 'out' },
    panels,
    key: { low: 'weak', high: 'strong' },
  };
  expect(() => renderHeatMaps(chart, { width: 720, idPrefix: 'a' })).toThrow(message);
});
