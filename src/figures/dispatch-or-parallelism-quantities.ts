import { type CostModel, fixedCost, overModel } from '#results/cost-model.ts';
import {
  type QuantityRule,
  rate,
  ratio,
  sequentialSteps,
  time,
  workRatio,
} from '#results/quantity.ts';
import { predicted } from '#results/share-rules.ts';
import type { Localised } from './figure.ts';

type Role = 'one' | 'all';
type Entry = { label: Localised; rule: QuantityRule };

export const longest = 1024;
const shortest = 64;

/** What a case is called inside a sentence. */
const names = {
  lstm: { en: 'the LSTM run op by op', zh: '逐算子 LSTM' },
  'lstm-fused': { en: 'the fused LSTM', zh: '融合 LSTM' },
  'independent-rows': { en: 'the independent row products', zh: '互不依赖的逐行乘法' },
  'one-product': { en: 'the one product', zh: '一次矩阵乘法' },
  'encoder-layer': { en: 'the encoder layer', zh: '编码器层' },
  'lstm-hoisted-bound': {
    en: 'the products of an LSTM with its input projection hoisted',
    zh: '输入投影提前算好的 LSTM 的各次乘法',
  },
} satisfies Record<string, Localised>;

export type Link = keyof typeof names;

/** The chain: each factor is the time of a case over that of the next. */
export const factors = {
  dispatch: { of: 'lstm', over: 'lstm-fused' },
  order: { of: 'lstm-fused', over: 'independent-rows' },
  gemm: { of: 'independent-rows', over: 'one-product' },
  work: { of: 'one-product', over: 'encoder-layer' },
} as const satisfies Record<string, { of: Link; over: Link }>;

export type Factor = keyof typeof factors;

const threads = {
  one: { en: 'one thread', zh: '单线程' },
  all: { en: 'all threads', zh: '全部线程' },
} satisfies Record<Role, Localised>;

export const pointOfLink = (link: Link, role: Role = 'one', at = longest) => ({
  case: `${link}@${role}`,
  at,
});

/** Time of one case over that of another, on the same threads. */
export const linkRatio = (of: Link, over: Link, role: Role = 'one', at = longest) =>
  ratio({ of: pointOfLink(of, role, at), over: pointOfLink(over, role, at) });

const circumstances = (role: Role, at: number): Localised => ({
  en: `(n = ${at}, ${threads[role].en})`,
  zh: `（n = ${at}，${threads[role].zh}）`,
});

function timeRatio(of: Link, over: Link, role: Role = 'one', at = longest): Entry {
  const [numerator, denominator, here] = [names[of], names[over], circumstances(role, at)];
  return {
    label: {
      en: `time of ${numerator.en} over that of ${denominator.en} ${here.en}`,
      zh: `${numerator.zh}与${denominator.zh}的用时之比${here.zh}`,
    },
    rule: linkRatio(of, over, role, at),
  };
}

function factorsAt(suffix: string, role: Role, at: number): Record<string, Entry> {
  return Object.fromEntries([
    [`lstm-over-encoder${suffix}`, timeRatio('lstm', 'encoder-layer', role, at)],
    ...Object.entries(factors).map(([key, { of, over }]) => [
      `${key}${suffix}`,
      timeRatio(of, over, role, at),
    ]),
  ]);
}

function timeOf(link: Link): Entry {
  const here = circumstances('one', longest);
  return {
    label: { en: `time of ${names[link].en} ${here.en}`, zh: `${names[link].zh}的用时${here.zh}` },
    rule: time(pointOfLink(link)),
  };
}

function rateOf(link: Link): Entry {
  const here = circumstances('one', longest);
  return {
    label: { en: `rate of ${names[link].en} ${here.en}`, zh: `${names[link].zh}的速率${here.zh}` },
    rule: rate(pointOfLink(link)),
  };
}

function speedUpOf(link: Link, at = longest): Entry {
  return {
    label: {
      en: `speed-up of ${names[link].en} by all threads over one (n = ${at})`,
      zh: `全部线程给${names[link].zh}的加速比（n = ${at}）`,
    },
    rule: ratio({ of: pointOfLink(link, 'one', at), over: pointOfLink(link, 'all', at) }),
  };
}

/** t₀ from the LSTM at 256 positions, the rate from the one product: both judged elsewhere. */
export const model: CostModel = {
  fixedFrom: pointOfLink('lstm', 'one', 256),
  rateAt: pointOfLink('one-product'),
  countsKernels: true,
};

function measuredOverModelled(link: Link, at: number): Entry {
  const here = circumstances('one', at);
  return {
    label: {
      en: `time of ${names[link].en} over t₀·s + FLOPs/R ${here.en}`,
      zh: `${names[link].zh}的实测用时与 t₀·s + FLOPs/R 之比${here.zh}`,
    },
    rule: overModel(model, pointOfLink(link, 'one', at)),
  };
}

function operationsOf(link: 'lstm' | 'encoder-layer'): Entry {
  return {
    label: {
      en: `operations that ${names[link].en} hands to the library (n = ${longest})`,
      zh: `${names[link].zh}交给计算库的算子数（n = ${longest}）`,
    },
    rule: predicted(`${link}-kernels-${longest}`, 'count'),
  };
}

export const chainQuantities: Record<string, Entry> = {
  ...factorsAt('', 'one', longest),
  ...factorsAt('-all', 'all', longest),
  ...factorsAt('-short', 'one', shortest),
  'lstm-one-over-encoder-all': {
    label: {
      en: `time of the LSTM run op by op on one thread over that of the encoder layer on all (n = ${longest})`,
      zh: `单线程的逐算子 LSTM 与全部线程的编码器层的用时之比（n = ${longest}）`,
    },
    rule: ratio({ of: pointOfLink('lstm'), over: pointOfLink('encoder-layer', 'all') }),
  },
  'fused-over-encoder': timeRatio('lstm-fused', 'encoder-layer'),
  'fused-over-encoder-all': timeRatio('lstm-fused', 'encoder-layer', 'all'),
  'fused-over-product': timeRatio('lstm-fused', 'one-product'),
  'fused-over-hoisted-bound': timeRatio('lstm-fused', 'lstm-hoisted-bound'),
  'hoisted-bound-over-encoder': timeRatio('lstm-hoisted-bound', 'encoder-layer'),
  'lstm-second-core': speedUpOf('lstm'),
  'fused-second-core': speedUpOf('lstm-fused'),
  'rows-second-core': speedUpOf('independent-rows'),
  'product-second-core': speedUpOf('one-product'),
  'encoder-second-core': speedUpOf('encoder-layer'),
  'encoder-second-core-short': speedUpOf('encoder-layer', shortest),
  'lstm-time': timeOf('lstm'),
  'fused-time': timeOf('lstm-fused'),
  'rows-time': timeOf('independent-rows'),
  'product-time': timeOf('one-product'),
  'encoder-time': timeOf('encoder-layer'),
  'fused-rate': rateOf('lstm-fused'),
  'rows-rate': rateOf('independent-rows'),
  'product-rate': rateOf('one-product'),
  'encoder-rate': rateOf('encoder-layer'),
  'encoder-work': {
    label: {
      en: `multiplications and additions of the encoder layer over those of the LSTM (n = ${longest})`,
      zh: `编码器层与 LSTM 的运算量之比（n = ${longest}）`,
    },
    rule: workRatio({ of: pointOfLink('encoder-layer'), over: pointOfLink('lstm') }),
  },
  'lstm-steps': {
    label: {
      en: `dependent steps of the LSTM (n = ${longest})`,
      zh: `LSTM 的串行步数（n = ${longest}）`,
    },
    rule: sequentialSteps(pointOfLink('lstm')),
  },
  'lstm-kernels': operationsOf('lstm'),
  'encoder-kernels': operationsOf('encoder-layer'),
  'cost-per-kernel': {
    label: {
      en: 't₀, what an operation of the LSTM takes beyond its work at the rate of the one product (n = 256, one thread)',
      zh: 't₀：LSTM 的每个算子在按矩阵乘法速率计的运算之外另占的时间（n = 256，单线程）',
    },
    rule: fixedCost(model),
  },
  'lstm-over-model': measuredOverModelled('lstm', longest),
  'encoder-over-model': measuredOverModelled('encoder-layer', longest),
  'encoder-over-model-short': measuredOverModelled('encoder-layer', shortest),
};
