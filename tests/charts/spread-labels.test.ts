import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spreadLabels } from '../../src/charts/spread-labels.ts';

test('labels that do not touch stay where they want to stand', () => {
  const labels = [
    { want: 80, height: 16 },
    { want: 20, height: 16 },
  ];
  expect(spreadLabels(labels, 0, 100)).toEqual([80, 20]);
});

test('two labels that want one place share the way', () => {
  const labels = [
    { want: 50, height: 16 },
    { want: 50, height: 16 },
  ];
  expect(spreadLabels(labels, 0, 100)).toEqual([42, 58]);
});

test('a label keeps its distance from an edge', () => {
  expect(spreadLabels([{ want: 2, height: 16 }], 0, 100)).toEqual([8]);
  expect(spreadLabels([{ want: 99, height: 16 }], 0, 100)).toEqual([92]);
});

test('no two labels overlap, order is kept, and all stand between the edges', () => {
  const label = fc.record({
    want: fc.double({ min: -50, max: 450, noNaN: true }),
    height: fc.integer({ min: 10, max: 40 }),
  });
  fc.assert(
    fc.property(fc.array(label, { minLength: 1, maxLength: 10 }), (labels) => {
      const centres = spreadLabels(labels, 0, 400);
      const placed = labels
        .map(({ want, height }, index) => ({ want, height, y: centres[index] ?? Number.NaN }))
        .sort((a, b) => a.y - b.y);
      placed.forEach(({ y, height, want }, index) => {
        expect(y - height / 2).toBeGreaterThanOrEqual(-1e-9);
        expect(y + height / 2).toBeLessThanOrEqual(400 + 1e-9);
        const next = placed[index + 1];
        if (!next) return;
        expect(next.y - y).toBeGreaterThanOrEqual((height + next.height) / 2 - 1e-9);
        expect(next.want).toBeGreaterThanOrEqual(want);
      });
    }),
    { seed: 20261123 },
  );
});
