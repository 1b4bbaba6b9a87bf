import { expect, test } from 'vitest';
import { type AxisRoom, axisFraction, resolveAxis } from '../../src/charts/axis-scale.ts';

const vertical: AxisRoom = {
  length: 300,
  padStart: 10,
  padEnd: 10,
  direction: 'vertical',
  fontSize: 12,
};
const horizontal: AxisRoom = { ...vertical, direction: 'horizontal' };
const texts = (axis: ReturnType<typeof resolveAxis>) => axis.labels.map(({ text }) => text);

test('a log axis with room labels one, two and five of each decade', () => {
  const axis = resolveAxis({ label: 'time', scale: 'log' }, [1, 400], vertical);
  expect(texts(axis)).toEqual(['1', '2', '5', '10', '20', '50', '100', '200']);
  expect(axis.major).toEqual([1, 10, 100]);
  expect(axis.minor).toContain(70);
  expect(axis.minor).not.toContain(10);
});

test('a log axis over many decades labels decades alone', () => {
  const axis = resolveAxis({ label: 'compute', scale: 'log' }, [1e6, 1e12], vertical);
  expect(texts(axis)).toEqual(['10⁶', '10⁷', '10⁸', '10⁹', '10¹⁰', '10¹¹', '10¹²']);
});

test('given ticks that are powers of two are the labels and the grid', () => {
  const ticks = [16, 32, 64, 128];
  const axis = resolveAxis({ label: 'n', scale: 'log', ticks }, [16, 128], horizontal);
  expect(texts(axis)).toEqual(['16', '32', '64', '128']);
  expect(axis.minor).toEqual(ticks);
  expect(axis.major).toEqual([]);
});

test.each(['log', 'linear'] as const)(
  'a %s axis whose ticks lie outside its data chooses its own',
  (scale) => {
    const axis = resolveAxis({ label: 't', scale, ticks: [1, 10], min: 2 }, [2.1, 9], vertical);
    expect(texts(axis).length).toBeGreaterThan(1);
  },
);

test('labels that would touch are thinned evenly', () => {
  const ticks = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];
  const room = { ...horizontal, length: 180 };
  const axis = resolveAxis({ label: 'n', scale: 'log', ticks }, ticks, room);
  expect(texts(axis)).toEqual(['1', '4', '16', '64', '256', '1024']);
});

test('the pads at both ends are as many pixels as asked for', () => {
  const axis = resolveAxis({ label: 'n', scale: 'log' }, [3, 700], horizontal);
  expect(axisFraction(axis, 3) * 300).toBeCloseTo(10, 6);
  expect(axisFraction(axis, 700) * 300).toBeCloseTo(290, 6);
  expect(axisFraction(axis, Math.sqrt(3 * 700))).toBeCloseTo(0.5, 9);
});

test('a vertical linear axis starts at zero with round steps', () => {
  const axis = resolveAxis({ label: 'time', scale: 'linear' }, [25, 83], vertical);
  expect(axis.min).toBe(0);
  expect(texts(axis)).toEqual(['0', '20', '40', '60', '80']);
});

test('ends that are given are kept', () => {
  const axis = resolveAxis({ label: 't', scale: 'log', min: 0.5, max: 800 }, [1, 400], vertical);
  expect([axis.min, axis.max]).toEqual([expect.closeTo(0.5, 9), expect.closeTo(800, 6)]);
});

test('a zero on a log axis is refused by the name of the axis', () => {
  expect(() => resolveAxis({ label: 'time', scale: 'log' }, [0, 5], vertical)).toThrow(
    'Axis "time" cannot be drawn: received 0; expected positive values.',
  );
});
