import { describe, expect, it } from 'vitest';
import { type ExplainedName, explain } from '#scaling/explain.ts';
import { parseSetting, type Setting } from '#scaling/setting.ts';

const setting = parseSetting('A100-96-12288-96-2048-51200-8-1-8-1-4-256-1-none-1') as Setting;

function numbers(of: Setting = setting) {
  const found = explain(of);
  if (!('numbers' in found)) throw new Error('It breaks a rule.');
  return {
    ...found,
    value: (name: ExplainedName) =>
      found.numbers.find((each) => each.name === name)?.value as number,
  };
}

describe('the numbers of a setting', () => {
  it('are those of the papers’ formulas, worked out by hand', () => {
    const { value } = numbers();
    expect(value('devices')).toBe(8 * 8 * 4);
    // 12 · 96 · 12288² and what a thousandth of it is besides.
    expect(value('parameters')).toBeCloseTo(174.6, 1);
    expect(value('operations')).toBeCloseTo(
      (72 * 256 * 96 * 2048 * 12_288 ** 2 * 1.0314) / 1e15,
      -3,
    );
    // Four bytes a parameter, and twelve over four copies, on one of 64 devices.
    expect(value('state')).toBeCloseTo(((4 + 12 / 4) * value('parameters')) / 64, 9);
    // 2048 · 12288 · (34 + 5 · 96 · 2048/12288)/8 bytes a layer, all 96 of them: eight stages keep eight micro-batches.
    expect(value('activations')).toBeCloseTo((96 * 2048 * 12_288 * 114) / 8 / 1e9, 6);
    expect(value('memory')).toBeCloseTo(value('state') + value('activations'), 9);
  });

  it('add up: the parts are the step, and the bubble is its share', () => {
    const { value, memoryShare } = numbers();
    const work = (['products', 'elementwise', 'tensorSums', 'stageMessages'] as const)
      .map(value)
      .reduce((a, b) => a + b, 0);
    expect(value('bubble')).toBeCloseTo((work * 7) / 64, 9);
    const rest = value('bubble') + value('gradientSums') + value('optimizer');
    expect(value('total')).toBeCloseTo(work + rest, 9);
    expect(value('throughput')).toBeCloseTo((256 * 2048) / value('total'), 6);
    expect(memoryShare).toBeCloseTo((value('memory') * 1e9) / (80 * 2 ** 30), 9);
  });

  it.each([
    ['none', true, 'l · s b h (34 + 5 a s/h)/t · min(m, p)/p'],
    ['selective', true, 'l · s b h (34)/t · min(m, p)/p'],
    ['none', false, 'l · s b h (10 + (24 + 5 a s/h)/t) · min(m, p)/p'],
    ['full', true, 'l · 2 s b h · min(m, p)/p'],
  ] as const)(
    'say what is kept: %s, split by positions: %s',
    (recomputation, sequenceParallel, formula) => {
      const plan = { ...setting.plan, recomputation, sequenceParallel };
      const found = numbers({ ...setting, plan }).numbers;
      expect(found.find(({ name }) => name === 'activations')?.formula).toBe(formula);
    },
  );
});

it.each([
  ['none', 4, 'm l/p · 3 ·'],
  ['full', 6, 'm l/p · 4 ·'],
] as const)(
  'what is computed again is in the formulas, and in the numbers: %s',
  (recomputation, sums, passes) => {
    const plan = { ...setting.plan, recomputation };
    const found = numbers({ ...setting, plan });
    const of = (name: ExplainedName) => found.numbers.find((each) => each.name === name);
    expect(of('elementwise')?.formula).toContain(passes);
    expect(of('tensorSums')?.formula).toContain(`m l/p · ${sums} ·`);
    // m = 64, l/p = 12, eight devices joined at 0.65 · 300 GB/s and 10 µs, two bytes a number.
    const message = 10e-6 + (2 * 2048 * 12_288) / 8 / (0.65 * 300e9);
    expect(found.value('tensorSums')).toBeCloseTo(64 * 12 * sums * 2 * 7 * message, 9);
  },
);

it('a plan that breaks a rule has no numbers, and the rule', () => {
  const plan = { ...setting.plan, tensor: 7 };
  expect(explain({ ...setting, plan })).toEqual({
    problems: [{ rule: 'heads', received: 96, divisor: 7 }],
  });
});
