import { describe, expect, test } from 'vitest';
import { renderTimeline, type Timeline } from '../../src/charts/timeline.ts';
import { boxOf, drawings, pathsOf, xRuler } from './chart-fixture.ts';
import { boxOfText } from './drawn-text.ts';

/** Swatches of the key are lower than any lane. */
const LANE_HEIGHT = 30;

describe.each(drawings('timeline', ['pipeline', 'kernels']))(
  '$name in $locale at $width',
  ({ chart, drawn }) => {
    const x = xRuler(drawn, 'linear');
    const boxesOf = (color: string) =>
      pathsOf(drawn, ({ fill = '', stroke }) => {
        return (
          stroke === undefined && (fill.endsWith(`-${color})`) || fill.endsWith(`-${color}))`))
        );
      })
        .map(boxOf)
        .filter(({ top, bottom }) => bottom - top > LANE_HEIGHT);

    test('draws each span from its start to its end in its lane, and nothing else', () => {
      for (const { kind, color } of chart.keys) {
        const boxes = boxesOf(color);
        const spans = chart.lanes.flatMap((lane, at) =>
          lane.spans.filter((span) => span.kind === kind).map((span) => ({ ...span, at })),
        );
        expect(boxes).toHaveLength(spans.length);
        const tops = [...new Set(boxes.map(({ top }) => top))].sort((a, b) => a - b);
        for (const { startMs, endMs, at } of spans) {
          const hit = boxes.findIndex(
            ({ left, right, top }) =>
              top === tops[at] &&
              Math.abs(left - x(startMs)) <= 0.7 &&
              Math.abs(right - x(endMs)) <= 0.7,
          );
          expect(hit, `${kind} from ${startMs} to ${endMs} ms`).toBeGreaterThanOrEqual(0);
          boxes.splice(hit, 1);
        }
      }
    });

    test('writes a label only where it fits into its span, and names every lane and kind', () => {
      const texts = drawn.filter(({ name }) => name === 'text');
      const labels = chart.lanes.flatMap((lane) => lane.spans.filter(({ label }) => label));
      for (const element of texts.filter(({ attributes }) => attributes['font-weight'])) {
        const [from, to] = [boxOfText(element)[0]?.[0] ?? 0, boxOfText(element)[1]?.[0] ?? 0];
        if (chart.lanes.some(({ label }) => label === element.text)) continue;
        const home = labels.find(
          ({ label, startMs, endMs }) =>
            label === element.text && x(startMs) <= from && to <= x(endMs),
        );
        expect(home, element.text).toBeDefined();
      }
      const written = texts.map(({ text }) => text);
      expect(written).toEqual(expect.arrayContaining(chart.keys.map(({ label }) => label)));
      expect(written).toEqual(expect.arrayContaining(chart.lanes.map(({ label }) => label)));
    });
  },
);

test.each([
  ['a span of a kind without a key', [['rest', 0, 1]], /kind "rest"; expected one of run/],
  ['a span that ends before it starts', [['run', 2, 1]], /received 2 to 1 ms; expected an end/],
  [
    'a span that starts before the last one ends',
    [
      ['run', 0, 2],
      ['run', 1, 3],
    ],
    /Span 2 of lane "L" of "T".*received a start at 1 ms; expected one at 2 ms or later/,
  ],
] as const)('refuses %s', (_, spans, message) => {
  const chart: Timeline = {
    kind: 'timeline',
    title: 'T',
    description: '',
    x: { label: 'Time', unit: 'ms' },
    lanes: [
      { label: 'L', spans: spans.map(([kind, startMs, endMs]) => ({ kind, startMs, endMs })) },
    ],
    keys: [{ kind: 'run', label: 'Run', color: 'blue' }],
  };
  expect(() => renderTimeline(chart, { width: 720, idPrefix: 'a' })).toThrow(message);
});
