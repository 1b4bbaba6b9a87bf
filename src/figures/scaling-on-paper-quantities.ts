import type { ExactRule, QuantityRule, Unit } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { observationOf } from '#results/share-rules.ts';
import type { Localised } from './figure.ts';

type Quantities = Record<string, { label: Localised; rule: QuantityRule }>;

/** Numbers of devices that the model is asked for; what papers print is observed with the first. */
export const deviceCounts = [64, 256, 1024, 4096, 16_384, 98_304] as const;

const at = (devices: number) => ({ case: 'best-plan@one', at: devices });

/** A published number beside the model's, and the devices of its row. */
export interface HeldAgainst {
  name: string;
  printed: number;
  modelled: number;
  devices: number;
  /** How many times as fast as printed the model says it is; numbers that are no speed are 1 if alike. */
  speed: number;
}

export function heldAgainst(
  record: MeasuredRecord,
  kind: 'reproduced' | 'predicted',
): HeldAgainst[] {
  const { values, labels = [] } = observationOf(record, at(deviceCounts[0]), kind);
  const count = labels.length;
  return labels.map((name, index) => {
    const [printed, modelled, devices] = [0, 1, 2].map((row) => values[row * count + index]) as [
      number,
      number,
      number,
    ];
    const speed = name.endsWith(': step time') ? printed / modelled : modelled / printed;
    return { name, printed, modelled, devices, speed };
  });
}

/** Of the best plan for so many devices: what it is, or where its time goes. */
export function ofPlan(
  record: MeasuredRecord,
  devices: number,
  name: 'plan' | 'seconds',
  label: string,
): number {
  const { values, labels = [] } = observationOf(record, at(devices), name);
  return values[labels.indexOf(label)] as number;
}

const exact = (unit: Unit, value: (record: MeasuredRecord) => number): ExactRule => ({
  kind: 'exact',
  unit,
  value,
});

const errors = (record: MeasuredRecord, kind: 'reproduced' | 'predicted') =>
  heldAgainst(record, kind).map(({ speed }) => Math.abs(speed - 1));

const a100 = (record: MeasuredRecord) =>
  heldAgainst(record, 'predicted').filter(({ name }) => /^(?:Narayanan|Korthikanti)/.test(name));

const number = (devices: number, locale: 'en' | 'zh') =>
  devices.toLocaleString(locale === 'en' ? 'en-GB' : 'zh-CN');

const byDevices = (
  key: string,
  label: Localised,
  rule: (devices: number) => ExactRule,
): Quantities =>
  Object.fromEntries(
    deviceCounts.map((devices) => [
      `${key}-${devices}`,
      {
        label: {
          en: `${label.en} on ${number(devices, 'en')} devices`,
          zh: `${number(devices, 'zh')} 块加速器上${label.zh}`,
        },
        rule: rule(devices),
      },
    ]),
  );

const shareOf = (part: string) => (devices: number) =>
  exact(
    'share',
    (record) =>
      ofPlan(record, devices, 'seconds', part) / ofPlan(record, devices, 'seconds', 'total'),
  );

/** What articles quote of the model: nothing here was timed. */
export const scalingOnPaperQuantities: Quantities = {
  rows: {
    label: {
      en: 'published numbers that the model is held against',
      zh: '拿来对照模型的已发表数字的个数',
    },
    rule: exact(
      'count',
      (record) =>
        heldAgainst(record, 'reproduced').length + heldAgainst(record, 'predicted').length,
    ),
  },
  papers: {
    label: {
      en: 'papers that these numbers are from',
      zh: '这些数字出自多少篇论文',
    },
    // A row begins with its author, or with what the paper is known by.
    rule: exact(
      'count',
      (record) =>
        new Set(
          (['reproduced', 'predicted'] as const)
            .flatMap((kind) => heldAgainst(record, kind))
            .map(({ name }) => /^[A-Za-z]+/.exec(name)?.[0]),
        ).size,
    ),
  },
  'reproduced-rows': {
    label: {
      en: 'published numbers that follow from formulas',
      zh: '由公式就能得到的已发表数字的个数',
    },
    rule: exact('count', (record) => heldAgainst(record, 'reproduced').length),
  },
  'reproduced-within': {
    label: {
      en: 'share of the numbers that follow from formulas which the model gives within 3 %',
      zh: '由公式得到的数字中，模型误差不超过 3% 的份额',
    },
    rule: exact('share', (record) => {
      const all = errors(record, 'reproduced');
      return all.filter((error) => error <= 0.03).length / all.length;
    }),
  },
  'largest-a100-error': {
    label: {
      en: 'largest error of the model’s speed among the rows of Narayanan and of Korthikanti',
      zh: '在 Narayanan 与 Korthikanti 的各行中，模型算出的速度的最大误差',
    },
    rule: exact('share', (record) =>
      Math.max(...a100(record).map(({ speed }) => Math.abs(speed - 1))),
    ),
  },
  'largest-error': {
    label: {
      en: 'largest error of the model’s speed among all rows',
      zh: '在所有各行中，模型算出的速度的最大误差',
    },
    rule: exact('share', (record) => Math.max(...errors(record, 'predicted'))),
  },
  'largest-factor': {
    label: {
      en: 'largest factor between the model’s speed and the printed one, whichever is larger',
      zh: '模型算出的速度与论文所印速度之间的最大倍数（不论哪个更大）',
    },
    rule: exact('ratio', (record) =>
      Math.max(...heldAgainst(record, 'predicted').map(({ speed }) => Math.max(speed, 1 / speed))),
    ),
  },
  'strong-scaling': {
    label: {
      en: 'how many times shorter a step is on 98,304 devices than on 64',
      zh: '98,304 块加速器上的一步比 64 块上短多少倍',
    },
    rule: exact(
      'ratio',
      (record) =>
        ofPlan(record, 64, 'seconds', 'total') / ofPlan(record, 98_304, 'seconds', 'total'),
    ),
  },
  ...byDevices(
    'utilisation',
    {
      en: 'share of the peak that the model’s own operations reach',
      zh: '模型自身运算占峰值的份额',
    },
    (devices) => exact('share', (record) => ofPlan(record, devices, 'plan', 'utilisation')),
  ),
  ...byDevices(
    'bubble',
    { en: 'share of a step in which a stage waits for others', zh: '一步之中等待其他段的份额' },
    shareOf('bubble'),
  ),
  ...byDevices(
    'gradient-sums',
    { en: 'share of a step in which gradients are summed', zh: '一步之中梯度求和的份额' },
    shareOf('gradientSums'),
  ),
  ...byDevices(
    'pipeline',
    { en: 'stages of the best plan', zh: '最佳方案的流水线段数' },
    (devices) => exact('count', (record) => ofPlan(record, devices, 'plan', 'pipeline')),
  ),
};
