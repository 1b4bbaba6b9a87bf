import { exponent, type QuantityRule, ratio, time, workRatio } from '#results/quantity.ts';
import { predicted } from '#results/share-rules.ts';
import { afterStep, atTheEnd, stepsTo, timeTo } from '#results/training-rules.ts';
import type { Localised } from './figure.ts';

type Quantities = Record<string, { label: Localised; rule: QuantityRule }>;

export const networks = ['transformer', 'lstm-attention', 'lstm'] as const;
export type Network = (typeof networks)[number];

/** What a network is called inside a sentence. */
const names: Record<Network, Localised> = {
  transformer: { en: 'the Transformer', zh: 'Transformer' },
  'lstm-attention': { en: 'the LSTM with attention', zh: '带注意力的 LSTM' },
  lstm: { en: 'the plain LSTM', zh: '不带注意力的 LSTM' },
};
const longest = 16;

export const pointOf = (network: Network, count: number) => ({ case: `${network}@one`, at: count });
export const findingOf = (network: Network, name: 'held-out' | 'structural' | 'loss') => ({
  point: pointOf(network, 1),
  name,
});

function learningOf(network: Network): Quantities {
  const { en, zh } = names[network];
  const heldOut = findingOf(network, 'held-out');
  const structural = findingOf(network, 'structural');
  return {
    [`${network}-held-out`]: {
      label: {
        en: `share of held-out numbers that ${en} says without a mistake, mean of three seeds`,
        zh: `${zh}一字不差说对的未见数字的份额，三个种子的平均`,
      },
      rule: atTheEnd(heldOut, 'mean'),
    },
    [`${network}-held-out-least`]: {
      label: {
        en: `share of held-out numbers that ${en} says without a mistake, worst seed`,
        zh: `${zh}一字不差说对的未见数字的份额，最差的种子`,
      },
      rule: atTheEnd(heldOut, 'least'),
    },
    [`${network}-structural`]: {
      label: {
        en: `share of structurally new numbers that ${en} says without a mistake, mean of three seeds`,
        zh: `${zh}一字不差说对的结构全新的数字的份额，三个种子的平均`,
      },
      rule: atTheEnd(structural, 'mean'),
    },
    [`${network}-structural-least`]: {
      label: {
        en: `share of structurally new numbers that ${en} says without a mistake, worst seed`,
        zh: `${zh}一字不差说对的结构全新的数字的份额，最差的种子`,
      },
      rule: atTheEnd(structural, 'least'),
    },
    [`${network}-structural-most`]: {
      label: {
        en: `share of structurally new numbers that ${en} says without a mistake, best seed`,
        zh: `${zh}一字不差说对的结构全新的数字的份额，最好的种子`,
      },
      rule: atTheEnd(structural, 'most'),
    },
    [`${network}-after-200`]: {
      label: {
        en: `share of held-out numbers that ${en} says without a mistake after 200 steps`,
        zh: `训练 200 步之后，${zh}一字不差说对的未见数字的份额`,
      },
      rule: afterStep(heldOut, 200),
    },
    [`${network}-steps-to-90`]: {
      label: {
        en: `steps until ${en} says nine in ten held-out numbers without a mistake`,
        zh: `${zh}说对九成未见数字所用的步数`,
      },
      rule: stepsTo(heldOut, 0.9),
    },
    [`${network}-time-to-90`]: {
      label: {
        en: `training time until ${en} says nine in ten held-out numbers without a mistake`,
        zh: `${zh}说对九成未见数字所用的训练时间`,
      },
      rule: timeTo(heldOut, 0.9, pointOf(network, 1)),
    },
    [`${network}-weights`]: {
      label: { en: `weights of ${en}`, zh: `${zh}的参数量` },
      rule: predicted(`${network}-weights`, 'count'),
    },
  };
}

function stepOf(network: Network): Quantities {
  const { en, zh } = names[network];
  const at = (count: number): Quantities => ({
    [`${network}-step-${count}`]: {
      label: {
        en: `time of a training step of ${en} (lists of ${count})`,
        zh: `${zh}一个训练步的用时（每列 ${count} 个数）`,
      },
      rule: time(pointOf(network, count)),
    },
  });
  return {
    ...at(1),
    ...at(longest),
    [`${network}-exponent`]: {
      label: {
        en: `exponent in the length of a list of the time of a training step of ${en} (2 to ${longest} numerals)`,
        zh: `${zh}的训练步用时对列表长度的指数（2 至 ${longest} 个数）`,
      },
      rule: exponent(`${network}@one`, 2, longest),
    },
  };
}

function overTransformer(network: 'lstm-attention' | 'lstm', count: number): Quantities {
  const { en, zh } = names[network];
  const pair = { of: pointOf(network, count), over: pointOf('transformer', count) };
  return {
    [`${network}-over-transformer-${count}`]: {
      label: {
        en: `time of a training step of ${en} over that of the Transformer (lists of ${count})`,
        zh: `${zh}与 Transformer 训练步的用时之比（每列 ${count} 个数）`,
      },
      rule: ratio(pair),
    },
    [`${network}-work-over-transformer-${count}`]: {
      label: {
        en: `multiplications and additions of a training step of ${en} over those of the Transformer (lists of ${count})`,
        zh: `${zh}与 Transformer 训练步的运算量之比（每列 ${count} 个数）`,
      },
      rule: workRatio(pair),
    },
  };
}

/** All that an article about training on numerals quotes. */
export const numeralsQuantities: Quantities = Object.assign(
  {
    'positions-1': {
      label: {
        en: 'source positions of a batch of single numerals',
        zh: '单个数字的批里源端的位置数',
      },
      rule: predicted('positions-1', 'count'),
    },
    'positions-16': {
      label: {
        en: 'source positions of a batch of lists of 16',
        zh: '每列 16 个数的批里源端的位置数',
      },
      rule: predicted('positions-16', 'count'),
    },
  } satisfies Quantities,
  ...networks.flatMap((network) => [learningOf(network), stepOf(network)]),
  ...(['lstm-attention', 'lstm'] as const).flatMap((network) => [
    overTransformer(network, 1),
    overTransformer(network, longest),
  ]),
);
