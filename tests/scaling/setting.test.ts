import { describe, expect, it } from 'vitest';
import { publishedRows } from '#scaling/published-rows.ts';
import {
  choices,
  parseSetting,
  type Setting,
  settingText,
  sizeOf,
  withSize,
} from '#scaling/setting.ts';

const settings: Setting[] = publishedRows.map(({ hardware, shape, plan }) => ({
  hardware,
  shape,
  plan,
}));
const text = 'A100-96-12288-96-2048-51200-8-1-8-3-4-256-1-selective-1';

describe('a setting', () => {
  it('reads in an address as hardware, network, plan', () => {
    expect(parseSetting(text)).toEqual({
      hardware: 'A100',
      shape: {
        layers: 96,
        dModel: 12_288,
        numHeads: 96,
        sequenceLength: 2048,
        vocabularySize: 51_200,
      },
      plan: {
        tensor: 8,
        context: 1,
        pipeline: 8,
        virtualStages: 3,
        data: 4,
        batchSize: 256,
        microBatchSize: 1,
        recomputation: 'selective',
        sequenceParallel: true,
      },
    });
  });

  it('of every published run comes back from its address', () => {
    for (const setting of settings) expect(parseSetting(settingText(setting))).toEqual(setting);
  });

  it.each([
    ['nothing', ''],
    ['another device', text.replace('A100', 'A200')],
    ['a property of every object', text.replace('A100', 'constructor')],
    ['a number too few', text.replace('-96-', '-')],
    ['no number', text.replace('12288', 'x')],
    ['nought', text.replace('-8-1-8', '-0-1-8')],
    ['a part of one', text.replace('2048', '0.5')],
    ['too large a number', text.replace('2048', '99999999')],
    ['another recomputation', text.replace('selective', 'some')],
    ['neither yes nor no', text.replace(/1$/, '2')],
  ])('is none: %s', (_, wrong) => {
    expect(parseSetting(wrong)).toBeUndefined();
  });

  it('with another number is another setting, and the first stays', () => {
    const setting = parseSetting(text) as Setting;
    for (const { name, values } of choices) {
      const changed = withSize(setting, name, values[0] as number);
      expect(sizeOf(changed, name)).toBe(values[0]);
    }
    expect(settingText(setting)).toBe(text);
  });
});

it('offers ascending numbers, none twice', () => {
  for (const { values } of choices) {
    expect([...new Set(values)].sort((a, b) => a - b)).toEqual([...values]);
  }
});
