import type { CasePoint } from '#results/block-values.ts';
import { type QuantityRule, rate, ratio, time } from '#results/quantity.ts';
import { rateRatio } from '#results/rate-ratio.ts';
import { bandwidth, byRoofs } from '#results/roof-rules.ts';
import { predicted } from '#results/share-rules.ts';
import type { Localised } from './figure.ts';

export const caseLabels = {
  rows: { en: 'B rows times a matrix', zh: 'B 行乘一个矩阵' },
  'large-product': { en: 'large product', zh: '大矩阵乘法' },
  sum: { en: 'sum over an array', zh: '数组求和' },
  softmax: { en: 'softmax', zh: 'softmax' },
  'layer-norm': { en: 'layer norm', zh: '层归一化' },
} satisfies Record<string, Localised>;
export type Network = keyof typeof caseLabels;

export const at = (network: Network, B = 1): CasePoint => ({ case: `${network}@one`, at: B });
export const intensityOf = (network: Network, B: number) => `intensity-${network}-${B}`;

type Entry = [string, { label: Localised; rule: QuantityRule }];

function ofKernel(network: Network, B: number, names: Localised): Entry[] {
  const key = network === 'rows' ? `rows-${B}` : network;
  return [
    [
      `${key}-rate`,
      { label: { en: `rate of ${names.en}`, zh: `${names.zh}的速率` }, rule: rate(at(network, B)) },
    ],
    [
      `${key}-intensity`,
      {
        label: {
          en: `operations for each byte of ${names.en}`,
          zh: `${names.zh}每读写 1 字节所做的运算次数`,
        },
        rule: predicted(intensityOf(network, B), 'FLOP/byte'),
      },
    ],
  ];
}

const rowsNamed = (B: number): Localised => ({
  en: `${B === 1 ? 'one row' : `${B} rows`} times a matrix of 64 MB`,
  zh: `${B} 行乘一个 64 MB 的矩阵`,
});

/** All that an article about the roofs quotes. */
export const roofQuantities: Record<string, Entry[1]> = {
  ...Object.fromEntries([
    ...[1, 16, 256].flatMap((B) => ofKernel('rows', B, rowsNamed(B))),
    ...ofKernel('large-product', 1, { en: 'a product of 1024³', zh: '1024³ 的矩阵乘法' }),
    ...ofKernel('sum', 1, { en: 'a sum over an array of 32 MB', zh: '32 MB 的数组求和' }),
    ...ofKernel('softmax', 1, { en: 'a softmax of 4,096 rows', zh: '4096 行的 softmax' }),
    ...ofKernel('layer-norm', 1, {
      en: 'a layer normalisation of 4,096 rows',
      zh: '4096 行的层归一化',
    }),
  ]),
  bandwidth: {
    label: {
      en: 'bandwidth of a sum over an array of 32 MB',
      zh: '32 MB 的数组求和测得的带宽',
    },
    rule: bandwidth(at('sum'), 'intensity-sum-1'),
  },
  'one-row-over-roof': {
    label: {
      en: 'rate of one row times a matrix over what the bandwidth allows',
      zh: '一行乘一个矩阵的速率与带宽所许之比',
    },
    rule: byRoofs(at('rows', 1), 'intensity-rows-1', at('sum'), 'intensity-sum-1'),
  },
  'softmax-over-roof': {
    label: {
      en: 'rate of a softmax over what the bandwidth allows',
      zh: 'softmax 的速率与带宽所许之比',
    },
    rule: byRoofs(at('softmax'), 'intensity-softmax-1', at('sum'), 'intensity-sum-1'),
  },
  'norm-over-roof': {
    label: {
      en: 'rate of a layer normalisation over what the bandwidth allows',
      zh: '层归一化的速率与带宽所许之比',
    },
    rule: byRoofs(at('layer-norm'), 'intensity-layer-norm-1', at('sum'), 'intensity-sum-1'),
  },
  'many-rows-over-peak': {
    label: {
      en: 'rate of 256 rows times a matrix over that of a large product',
      zh: '256 行乘一个矩阵与大矩阵乘法的速率之比',
    },
    rule: rateRatio({ of: at('rows', 256), over: at('large-product') }),
  },
  'sixteen-rows-over-one': {
    label: {
      en: 'time of 16 rows times a matrix over that of one',
      zh: '16 行与 1 行乘同一个矩阵的用时之比',
    },
    rule: ratio({ of: at('rows', 16), over: at('rows', 1) }),
  },
  'one-row-time': {
    label: { en: 'time of one row times a matrix of 64 MB', zh: '1 行乘一个 64 MB 的矩阵的用时' },
    rule: time(at('rows', 1)),
  },
};
