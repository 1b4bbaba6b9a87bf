import { type QuantityRule, ratio, time } from '#results/quantity.ts';
import { flopShare, kernelCalls, partRate, timeShare } from '#results/work-shares.ts';
import type { Localised } from './figure.ts';

type Quantities = Record<string, { label: Localised; rule: QuantityRule }>;

const pass = (n: number) => ({ case: 'pass@one', at: n });

/** Parts of the work that are drawn as one. */
export const groups = {
  weights: ['projection', 'feed-forward', 'output'],
  attention: ['attention'],
  softmax: ['softmax'],
  norm: ['norm'],
  'element-wise': ['element-wise', 'embedding'],
  layout: ['layout'],
  dispatch: ['dispatch'],
} as const satisfies Record<string, readonly string[]>;

export type Group = keyof typeof groups;

export const groupLabels: Record<Group, Localised> = {
  weights: { en: 'products with weights', zh: '与权重的乘积' },
  attention: { en: 'QKᵀ and AV', zh: 'QKᵀ 与 AV' },
  softmax: { en: 'softmax', zh: 'softmax' },
  norm: { en: 'layer norm', zh: '层归一化' },
  'element-wise': { en: 'element-wise', zh: '逐元素' },
  layout: { en: 'reshape, transpose', zh: '变形与转置' },
  dispatch: { en: 'between kernels', zh: '算子之间' },
};

/** The parts in which no position reads another one: all but the core of attention. */
const perPosition = ['weights', 'norm', 'element-wise', 'layout', 'dispatch'] as const;
const products = [...groups.weights, ...groups.attention];
const normAndSoftmax = [...groups.norm, ...groups.softmax];

const ofTime = (parts: readonly string[], n: number, { en, zh }: Localised) => ({
  label: {
    en: `share of a pass’s time: ${en} (n = ${n}, one thread)`,
    zh: `一次前向的用时份额：${zh}（n = ${n}，单线程）`,
  },
  rule: timeShare(pass(n), parts),
});

const ofWork = (parts: readonly string[], n: number, { en, zh }: Localised) => ({
  label: {
    en: `share of a pass’s multiplications and additions: ${en} (n = ${n})`,
    zh: `一次前向的运算量份额：${zh}（n = ${n}）`,
  },
  rule: flopShare(pass(n), parts),
});

const passTime = (n: number) => ({
  label: {
    en: `time of one pass of the encoder-decoder (n = ${n}, one thread)`,
    zh: `编码器—解码器一次前向的用时（n = ${n}，单线程）`,
  },
  rule: time(pass(n)),
});

const watching = (n: number) => ({
  label: {
    en: `time of a pass whose kernels are noted over that of one left alone (n = ${n})`,
    zh: `记录算子与不记录时一次前向的用时之比（n = ${n}）`,
  },
  rule: ratio({ of: pass(n), over: { case: 'pass-unwatched@one', at: n } }),
});

const rateOf = (parts: readonly string[], n: number, { en, zh }: Localised) => ({
  label: { en: `rate inside a pass: ${en} (n = ${n})`, zh: `前向之中的速率：${zh}（n = ${n}）` },
  rule: partRate(pass(n), parts),
});

const allProducts = { en: 'matrix products', zh: '矩阵乘法' };
const alone = { en: 'kernels in which no position reads another', zh: '各位置互不读取的部分' };
const statistics = { en: 'softmax and layer norm', zh: 'softmax 与层归一化' };
const inPerPosition = perPosition.flatMap((group) => groups[group]);

/** All that sections about the timeline of a pass quote. */
export const kernelTimelineQuantities: Quantities = {
  'time-16': passTime(16),
  'time-64': passTime(64),
  'time-256': passTime(256),
  'watching-16': watching(16),
  'watching-256': watching(256),
  kernels: {
    label: { en: 'kernels that one pass runs', zh: '一次前向执行的算子数' },
    rule: kernelCalls(pass(16), 'dispatch'),
  },
  'products-time-16': ofTime(products, 16, allProducts),
  'products-time-64': ofTime(products, 64, allProducts),
  'products-time-256': ofTime(products, 256, allProducts),
  'dispatch-time-16': ofTime(groups.dispatch, 16, groupLabels.dispatch),
  'dispatch-time-64': ofTime(groups.dispatch, 64, groupLabels.dispatch),
  'dispatch-time-256': ofTime(groups.dispatch, 256, groupLabels.dispatch),
  'weights-time-256': ofTime(groups.weights, 256, groupLabels.weights),
  'attention-time-256': ofTime(groups.attention, 256, groupLabels.attention),
  'softmax-time-256': ofTime(groups.softmax, 256, groupLabels.softmax),
  'norm-time-16': ofTime(groups.norm, 16, groupLabels.norm),
  'norm-time-256': ofTime(groups.norm, 256, groupLabels.norm),
  'element-wise-time-256': ofTime(groups['element-wise'], 256, groupLabels['element-wise']),
  'layout-time-16': ofTime(groups.layout, 16, groupLabels.layout),
  'layout-time-256': ofTime(groups.layout, 256, groupLabels.layout),
  'statistics-time-256': ofTime(normAndSoftmax, 256, statistics),
  'per-position-time-16': ofTime(inPerPosition, 16, alone),
  'per-position-time-256': ofTime(inPerPosition, 256, alone),
  'products-flops-16': ofWork(products, 16, allProducts),
  'products-flops-256': ofWork(products, 256, allProducts),
  'weights-flops-256': ofWork(groups.weights, 256, groupLabels.weights),
  'attention-flops-16': ofWork(groups.attention, 16, groupLabels.attention),
  'attention-flops-256': ofWork(groups.attention, 256, groupLabels.attention),
  'statistics-flops-256': ofWork(normAndSoftmax, 256, statistics),
  'element-wise-flops-256': ofWork(groups['element-wise'], 256, groupLabels['element-wise']),
  'products-rate-16': rateOf(products, 16, allProducts),
  'products-rate-256': rateOf(products, 256, allProducts),
  'norm-rate-256': rateOf(groups.norm, 256, groupLabels.norm),
};
