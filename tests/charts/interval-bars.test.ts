import { describe, expect, test } from 'vitest';
import { type IntervalBars, renderIntervalBars } from '../../src/charts/interval-bars.ts';
import { boxOf, drawings, pathsOf, xRuler } from './chart-fixture.ts';

const near = (a: number, b: number) => Math.abs(a - b) <= 0.7;
describe.each(drawings('interval-bars', ['ratios', 'rates']))(
  '$name in $locale at $width',
  ({ name, chart, drawn, width }) => {
    const x = xRuler(drawn, chart.x.scale);
    const values = drawn.filter(
      (element) => element.name === 'text' && element.attributes['text-anchor'] === 'end',
    );
    const heightOf = (text: string) =>
      Number(values.findLast((element) => element.text === text)?.attributes['y']);

    test('writes the value of each row at the right, in the order of the rows', () => {
      const column = values.filter(({ attributes }) => Number(attributes['x']) === width - 2);
      expect(column.map(({ text }) => text)).toEqual(chart.rows.map(({ text }) => text));
    });

    test(
      name === 'rates'
        ? 'draws bars from zero to the value'
        : 'draws a dot where the logarithm puts the value',
      () => {
        for (const { value, color, text } of chart.rows) {
          const marks = pathsOf(drawn, ({ fill, stroke }) => {
            return fill === `var(--chart-${color})` && stroke === undefined;
          }).map(boxOf);
          const hit = marks.some(({ left, right, top, bottom }) => {
            const onRow = top < heightOf(text) && heightOf(text) - 5 < bottom + 5;
            return name === 'rates'
              ? near(left, x(0)) && near(right, x(value)) && onRow
              : near((left + right) / 2, x(value)) && onRow;
          });
          expect(hit, text).toBe(true);
        }
      },
    );

    test('draws the interval of every row where the mark does not cover it', () => {
      let count = 0;
      for (const { low, high, color, text } of chart.rows) {
        if (low === undefined || high === undefined) continue;
        if (x(high) - x(low) < 7) continue;
        const lines = pathsOf(drawn, ({ stroke }) => {
          return stroke === `var(--chart-${name === 'rates' ? 'ink' : color})`;
        }).map((points) => boxOf(points));
        const whisker = lines.some(({ left, right }) => near(left, x(low)) && near(right, x(high)));
        expect(whisker, text).toBe(true);
        count++;
      }
      expect(count).toBeGreaterThan(width === 720 ? 1 : 0);
    });

    test('draws predictions as open ticks with a key, and the reference as a line', () => {
      const ticks = pathsOf(drawn, ({ fill }) => fill === 'var(--chart-bg)');
      const predicted = chart.rows.flatMap((row) => row.predicted ?? []);
      expect(ticks).toHaveLength(predicted.length);
      for (const value of predicted) {
        const hit = ticks.some((points) => {
          const { left, right } = boxOf(points);
          return near((left + right) / 2, x(value));
        });
        expect(hit, String(value)).toBe(true);
      }
      const written = drawn.map(({ text }) => text);
      if (chart.predictedLabel) expect(written).toContain(chart.predictedLabel);
      if (chart.reference === undefined) return;
      const line = pathsOf(drawn, (each) => {
        return each['stroke'] === 'var(--chart-axis)' && each['stroke-width'] === '1.2';
      });
      expect(line).toHaveLength(1);
      expect(near(line[0]?.[0]?.[0] ?? 0, x(chart.reference))).toBe(true);
    });
  },
);

test('a value that a logarithmic axis cannot show is refused', () => {
  const chart: IntervalBars = {
    kind: 'interval-bars',
    title: 'T',
    description: '',
    x: { label: 'Factor', scale: 'log' },
    rows: [{ label: 'A', value: 0, color: 'blue', text: '0×' }],
  };
  expect(() => renderIntervalBars(chart, { width: 720, idPrefix: 'a' })).toThrow(
    /Axis "Factor" cannot be drawn: received 0; expected positive values/,
  );
});
