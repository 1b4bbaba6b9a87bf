import {
  findingExponent,
  findingRatio,
  largestOver,
  megabytes,
  totalOf,
} from '#results/finding-rules.ts';
import { exponent, type QuantityRule, ratio, time, workRatio } from '#results/quantity.ts';
import { observed } from '#results/share-rules.ts';
import type { Localised } from './figure.ts';

type Quantities = Record<string, { label: Localised; rule: QuantityRule }>;

/** What a case is called inside a sentence. */
const names = {
  full: { en: 'attention with the whole matrix', zh: '保存整个矩阵的注意力' },
  unshifted: { en: 'attention without the shift', zh: '不减最大值的注意力' },
  'blocks-32': { en: 'attention in blocks of 32 keys', zh: '每块 32 个键的分块注意力' },
  'blocks-128': { en: 'attention in blocks of 128 keys', zh: '每块 128 个键的分块注意力' },
  'blocks-512': { en: 'attention in blocks of 512 keys', zh: '每块 512 个键的分块注意力' },
  'one-block': { en: 'attention in one block of all keys', zh: '全部键合成一块的分块注意力' },
  'gradient-full': { en: 'gradients with the whole matrix', zh: '保存整个矩阵的梯度计算' },
  'gradient-blocks': { en: 'gradients of blocks, weights kept', zh: '分块而保存权重的梯度计算' },
  'gradient-recomputed': {
    en: 'gradients of blocks, weights computed again',
    zh: '分块并重算权重的梯度计算',
  },
} as const satisfies Record<string, Localised>;
export type MemoryCase = keyof typeof names;

export const longest = 2048;
const shortest = 256;
/** The block size of the gradients, and of what is compared where no other is named. */
const inBlocks = 'blocks-128';

export const at = (network: MemoryCase, n = longest) => ({ case: `${network}@one`, at: n });

function ofCase(network: MemoryCase): Quantities {
  const { en, zh } = names[network];
  return {
    [`${network}-time`]: {
      label: { en: `time of ${en} (n = ${longest})`, zh: `${zh}的用时（n = ${longest}）` },
      rule: time(at(network)),
    },
    [`${network}-peak`]: {
      label: {
        en: `most memory that ${en} holds at one time (n = ${longest})`,
        zh: `${zh}的内存峰值（n = ${longest}）`,
      },
      rule: megabytes(at(network), 'peak-bytes'),
    },
    [`${network}-peak-exponent`]: {
      label: {
        en: `exponent in n of the memory of ${en} (n = ${longest / 2} to ${longest})`,
        zh: `${zh}的内存峰值对 n 的指数（n = ${longest / 2} 至 ${longest}）`,
      },
      rule: findingExponent(at(network).case, 'peak-bytes', longest / 2, longest),
    },
  };
}

function over(of: MemoryCase, base: MemoryCase, n = longest, suffix = ''): Quantities {
  return {
    [`${of}-over-${base}${suffix}`]: {
      label: {
        en: `time of ${names[of].en} over that of ${names[base].en} (n = ${n})`,
        zh: `${names[of].zh}与${names[base].zh}的用时之比（n = ${n}）`,
      },
      rule: ratio({ of: at(of, n), over: at(base, n) }),
    },
  };
}

function peakOver(of: MemoryCase, base: MemoryCase): Quantities {
  return {
    [`${of}-peak-over-${base}`]: {
      label: {
        en: `memory of ${names[of].en} over that of ${names[base].en} (n = ${longest})`,
        zh: `${names[of].zh}与${names[base].zh}的内存峰值之比（n = ${longest}）`,
      },
      rule: findingRatio('peak-bytes', { of: at(of), over: at(base) }),
    },
  };
}

function lost(network: MemoryCase, size: number): Quantities {
  const { en, zh } = names[network];
  return {
    [`${network}-lost-${size}`]: {
      label: {
        en: `rows of 256 that ${en} loses, scores of about ±${size}`,
        zh: `得分约为 ±${size} 时，${zh}在 256 行中算坏的行数`,
      },
      rule: observed(at(network, shortest), 'lost-rows', 'count', String(size)),
    },
  };
}

/** All that an article about attention without the matrix quotes. */
export const memoryQuantities: Quantities = Object.assign(
  {
    'lost-at-all': {
      label: {
        en: 'rows that attention in blocks of 128 keys loses at any size of the scores',
        zh: '各种得分大小下，每块 128 个键的分块注意力算坏的行数',
      },
      rule: totalOf(at(inBlocks, shortest), 'lost-rows'),
    },
    'blocks-error-over-full': {
      label: {
        en: 'largest error of attention in blocks of 128 keys over that with the whole matrix (n = 256)',
        zh: '每块 128 个键的分块注意力与保存整个矩阵时的最大误差之比（n = 256）',
      },
      rule: findingRatio(
        'largest-error',
        { of: at(inBlocks, shortest), over: at('full', shortest) },
        '1',
      ),
    },
    'worst-order': {
      label: {
        en: 'largest error over all orders of merging eight blocks, over that of merging them in turn',
        zh: '八个块按各种次序合并的最大误差与依次合并的误差之比',
      },
      rule: largestOver(at(inBlocks, shortest), 'error-by-order', 'in-turn'),
    },
    'recomputed-work': {
      label: {
        en: 'multiplications and additions of gradients with weights computed again over those with weights kept',
        zh: '重算权重与保存权重的梯度计算的运算量之比',
      },
      rule: workRatio({ of: at('gradient-recomputed'), over: at('gradient-full') }),
    },
    'full-time-exponent': {
      label: {
        en: 'exponent in n of the time of attention with the whole matrix (n = 512 to 2048)',
        zh: '保存整个矩阵的注意力的用时对 n 的指数（n = 512 至 2048）',
      },
      rule: exponent(at('full').case, 512, longest),
    },
  } satisfies Quantities,
  ...(Object.keys(names) as MemoryCase[]).map(ofCase),
  over(inBlocks, 'full'),
  over(inBlocks, 'full', shortest, '-short'),
  over('blocks-32', 'full'),
  over('blocks-512', 'full'),
  over('one-block', 'full'),
  over('blocks-512', 'one-block'),
  over('unshifted', 'full'),
  over('gradient-blocks', 'gradient-full'),
  over('gradient-recomputed', 'gradient-full'),
  over('gradient-recomputed', 'gradient-blocks'),
  over('gradient-full', 'full'),
  peakOver('full', inBlocks),
  peakOver('full', 'blocks-32'),
  peakOver('gradient-full', 'gradient-recomputed'),
  peakOver('gradient-blocks', 'gradient-full'),
  lost('unshifted', 10),
  lost('unshifted', 100),
  lost('unshifted', 10_000),
);
