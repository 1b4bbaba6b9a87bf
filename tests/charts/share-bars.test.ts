import { describe, expect, test } from 'vitest';
import { renderShareBars, type ShareBars } from '../../src/charts/share-bars.ts';
import { boxOf, drawings, pathsOf, xRuler } from './chart-fixture.ts';
import { boxOfText } from './drawn-text.ts';
import { readSvg } from './read-svg.ts';

describe.each(drawings('share-bars', ['shares']))('$name in $locale at $width', (drawing) => {
  const { chart, drawn } = drawing;
  const x = xRuler(drawn, 'linear', '%');
  const ends = chart.bars.map((_, bar) =>
    chart.parts.map((__, part) =>
      chart.parts.slice(0, part + 1).reduce((sum, { shares }) => sum + 100 * (shares[bar] ?? 0), 0),
    ),
  );

  test('draws each part as wide as its share, behind the parts before it', () => {
    chart.parts.forEach(({ id, color, shares }, part) => {
      const boxes = pathsOf(drawn, ({ fill = '', stroke }) => {
        return stroke === undefined && fill.endsWith(`-${color})`);
      })
        .map(boxOf)
        .filter(({ top, bottom }) => bottom - top > 20)
        .sort((a, b) => a.top - b.top);
      expect(boxes).toHaveLength(chart.bars.length);
      boxes.forEach(({ left, right }, bar) => {
        const end = ends[bar]?.[part] ?? 0;
        expect(Math.abs(right - x(end)), id).toBeLessThanOrEqual(0.5);
        expect(Math.abs(left - x(end - 100 * (shares[bar] ?? 0))), id).toBeLessThanOrEqual(0.5);
      });
    });
  });

  test('writes each share that fits, with one decimal, inside its part', () => {
    const shown = drawn.filter(
      ({ name, text, attributes }) =>
        name === 'text' && text.endsWith('%') && attributes['font-weight'] === '600',
    );
    expect(shown.length).toBeGreaterThanOrEqual(3);
    for (const element of shown) {
      const [from, to] = [boxOfText(element)[0]?.[0] ?? 0, boxOfText(element)[1]?.[0] ?? 0];
      const inside = chart.parts.some(({ shares }, part) =>
        shares.some((share, bar) => {
          const end = ends[bar]?.[part] ?? 0;
          const text = `${(100 * share).toFixed(1)}%`;
          return text === element.text && x(end - 100 * share) <= from && to <= x(end);
        }),
      );
      expect(inside, element.text).toBe(true);
    }
  });

  test('joins the end of each part but the last with its end in the bar below', () => {
    const joins = pathsOf(drawn, ({ stroke, 'stroke-width': width }) => {
      return stroke === 'var(--chart-axis)' && width === '.8';
    });
    expect(joins).toHaveLength((chart.bars.length - 1) * (chart.parts.length - 1));
    joins.forEach(([from, to], part) => {
      expect(Math.abs((from?.[0] ?? 0) - x(ends[0]?.[part] ?? 0))).toBeLessThanOrEqual(0.5);
      expect(Math.abs((to?.[0] ?? 0) - x(ends[1]?.[part] ?? 0))).toBeLessThanOrEqual(0.5);
    });
  });
});

test('joins only bars of one group, where groups are given', () => {
  const bars = ['time of A', 'work of A', 'time of B', 'work of B'];
  const part = (id: string) => ({
    id,
    label: id,
    color: 'blue' as const,
    shares: bars.map(() => 0.5),
  });
  const joinsOf = (joinedBy?: number) => {
    const chart = {
      kind: 'share-bars' as const,
      title: 'T',
      description: '',
      bars,
      parts: ['a', 'b'].map(part),
    };
    const options = { width: 720 as const, idPrefix: 'a' };
    const svg = renderShareBars(joinedBy === undefined ? chart : { ...chart, joinedBy }, options);
    return pathsOf(readSvg(svg), ({ stroke, 'stroke-width': width }) => {
      return stroke === 'var(--chart-axis)' && width === '.8';
    }).length;
  };
  expect([joinsOf(), joinsOf(2), joinsOf(1)]).toEqual([3, 2, 0]);
});

test.each([
  ['sum to less than 1', [0.5, 0.4], /Bar "X" of "T".*shares that sum to 0.9; expected.*sum of 1/],
  ['are negative', [1.1, -0.1], /part "b" with share -0.1/],
  ['are missing', [1], /part "b" with share undefined/],
] as const)('refuses shares that %s', (_, [a, b], message) => {
  const part = (id: string, share: number | undefined) => ({
    id,
    label: id,
    color: 'blue' as const,
    shares: share === undefined ? [] : [share],
  });
  const chart: ShareBars = {
    kind: 'share-bars',
    title: 'T',
    description: '',
    bars: ['X'],
    parts: [part('a', a), part('b', b)],
  };
  expect(() => renderShareBars(chart, { width: 720, idPrefix: 'a' })).toThrow(message);
});
