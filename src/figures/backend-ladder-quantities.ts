import type { CasePoint } from '#results/block-values.ts';
import { type QuantityRule, rate, ratio, time } from '#results/quantity.ts';
import { rateRatio } from '#results/rate-ratio.ts';
import { serialShare } from '#results/scaling-rules.ts';
import type { Localised } from './figure.ts';

type Entry = { label: Localised; rule: QuantityRule };
type Workload = 'matmul' | 'encoder';

/** What an engine is called, by the part of a case's id after the workload. */
export const rungLabels = {
  'plain@one': { en: 'plain JavaScript', zh: '纯 JavaScript' },
  'wasm-without-simd@one': { en: 'WASM without SIMD', zh: '不带 SIMD 的 WASM' },
  'wasm@one': { en: 'WASM with SIMD', zh: '带 SIMD 的 WASM' },
  'wasm-workers@one': { en: 'WASM with SIMD, two workers', zh: '带 SIMD 的 WASM，两个工作线程' },
  'native@one': { en: 'native, one thread', zh: '原生，单线程' },
  'native@all': { en: 'native, all threads', zh: '原生，全部线程' },
} satisfies Record<string, Localised>;

export type Rung = keyof typeof rungLabels;

const workloads = {
  matmul: { at: 512, en: 'a 512³ matrix product', zh: '512³ 矩阵乘法' },
  encoder: { at: 128, en: 'an encoder layer of 128 positions', zh: '128 个位置的编码器层' },
};

/** The rungs that a workload has been measured on, the slowest engine first. */
export const rungsOf: Record<Workload, readonly Rung[]> = {
  matmul: Object.keys(rungLabels) as Rung[],
  encoder: (Object.keys(rungLabels) as Rung[]).filter((rung) => rung !== 'wasm-workers@one'),
};

export function pointOn(workload: Workload, rung: Rung): CasePoint {
  return { case: `${workload}-${rung}`, at: workloads[workload].at };
}

/** From which rung to which, and what makes the difference. */
const steps = {
  compiled: ['plain@one', 'wasm-without-simd@one'],
  simd: ['wasm-without-simd@one', 'wasm@one'],
  native: ['wasm@one', 'native@one'],
  threads: ['native@one', 'native@all'],
  ladder: ['plain@one', 'native@all'],
  'one-thread-ladder': ['plain@one', 'native@one'],
} as const satisfies Record<string, readonly [from: Rung, to: Rung]>;

function gain(workload: Workload, from: Rung, to: Rung): Entry {
  const { en, zh } = workloads[workload];
  return {
    label: {
      en: `how many times as fast ${rungLabels[to].en} computes ${en} as ${rungLabels[from].en}`,
      zh: `计算${zh}，${rungLabels[to].zh}相对${rungLabels[from].zh}的加速比`,
    },
    rule: ratio({ of: pointOn(workload, from), over: pointOn(workload, to) }),
  };
}

function ofWorkload(workload: Workload): Record<string, Entry> {
  const { en, zh } = workloads[workload];
  const gains = Object.entries(steps).map(([key, [from, to]]): [string, Entry] => [
    `${workload}-${key}-gain`,
    gain(workload, from, to),
  ]);
  const rungs = rungsOf[workload].flatMap((rung): [string, Entry][] => {
    const key = `${workload}-${rung.replace('@one', '').replace('@', '-')}`;
    const on = rungLabels[rung];
    const rateLabel = { en: `rate of ${en} on ${on.en}`, zh: `${on.zh}计算${zh}的速率` };
    const timeLabel = { en: `time of ${en} on ${on.en}`, zh: `${on.zh}计算${zh}的用时` };
    return [
      [`${key}-rate`, { label: rateLabel, rule: rate(pointOn(workload, rung)) }],
      [`${key}-time`, { label: timeLabel, rule: time(pointOn(workload, rung)) }],
    ];
  });
  return Object.fromEntries([...rungs, ...gains]);
}

const sameRung = (rung: Rung): Entry => ({
  label: {
    en: `rate of the encoder layer over that of the matrix product on ${rungLabels[rung].en}`,
    zh: `${rungLabels[rung].zh}上编码器层与矩阵乘法的速率之比`,
  },
  rule: rateRatio({ of: pointOn('encoder', rung), over: pointOn('matmul', rung) }),
});

/** Every number of the ladder that a post may quote. */
export const backendLadderQuantities: Record<string, Entry> = {
  ...ofWorkload('matmul'),
  ...ofWorkload('encoder'),
  'matmul-workers-gain': gain('matmul', 'wasm@one', 'wasm-workers@one'),
  'matmul-serial-share': {
    label: {
      en: 'share of a 512³ matrix product that more threads do not speed up (Amdahl)',
      zh: '512³ 矩阵乘法里多用线程也不变快的份额（阿姆达尔）',
    },
    rule: serialShare({
      one: pointOn('matmul', 'native@one'),
      all: pointOn('matmul', 'native@all'),
    }),
  },
  'encoder-over-product-plain': sameRung('plain@one'),
  'encoder-over-product-wasm': sameRung('wasm@one'),
  'encoder-over-product-native': sameRung('native@one'),
};
