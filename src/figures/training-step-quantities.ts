import {
  exponent,
  type QuantityRule,
  rate,
  ratio,
  sequentialSteps,
  time,
  workRatio,
} from '#results/quantity.ts';
import { ratioChange } from '#results/ratio-change.ts';
import { predicted, throughput } from '#results/share-rules.ts';
import type { Localised } from './figure.ts';

type Quantities = Record<string, { label: Localised; rule: QuantityRule }>;

export const networks = ['lstm', 'gru', 'lstm-fused', 'transformer'] as const;
export type Network = (typeof networks)[number];

const names: Record<Network, Localised> = {
  lstm: { en: 'the LSTM run op by op', zh: '逐算子 LSTM' },
  gru: { en: 'the GRU run op by op', zh: '逐算子 GRU' },
  'lstm-fused': { en: 'the fused LSTM', zh: '融合 LSTM' },
  transformer: { en: 'the Transformer block', zh: 'Transformer 块' },
};
export const batchSizes = [1, 16];
const longest = 256;

/** A network at a batch size; at n = 256 where no other length is named. */
export function stepOf(network: Network, batchSize: number, at = longest) {
  return { case: `${network}-b${batchSize}@one`, at };
}

function ofNetwork(network: Network, B: number): Quantities {
  const { en, zh } = names[network];
  const point = stepOf(network, B);
  return {
    [`${network}-time-b${B}`]: {
      label: {
        en: `time of a training step of ${en} (n = 256, B = ${B})`,
        zh: `${zh}一个训练步的用时（n = 256，B = ${B}）`,
      },
      rule: time(point),
    },
    [`${network}-exponent-b${B}`]: {
      label: {
        en: `exponent in n of the time of a training step of ${en} (n = 16 to 256, B = ${B})`,
        zh: `${zh}训练步用时对 n 的指数（n = 16 至 256，B = ${B}）`,
      },
      rule: exponent(point.case, 16, longest),
    },
    [`${network}-rate-b${B}`]: {
      label: {
        en: `rate of a training step of ${en} (n = 256, B = ${B})`,
        zh: `${zh}训练步的速率（n = 256，B = ${B}）`,
      },
      rule: rate(point),
    },
    [`${network}-tokens-b${B}`]: {
      label: {
        en: `tokens that ${en} trains on in a second (n = 256, B = ${B})`,
        zh: `${zh}每秒训练的词元数（n = 256，B = ${B}）`,
      },
      rule: throughput(point, B * longest, 'tokens/s'),
    },
  };
}

function overTransformer(network: Network, B: number, n: number, key: string): Quantities {
  const { en, zh } = names[network];
  return {
    [key]: {
      label: {
        en: `time of a training step of ${en} over that of the Transformer block (n = ${n}, B = ${B})`,
        zh: `${zh}与 Transformer 块训练步的用时之比（n = ${n}，B = ${B}）`,
      },
      rule: ratio({ of: stepOf(network, B, n), over: stepOf('transformer', B, n) }),
    },
  };
}

/** How much a batch of 16 closes the gap to the Transformer block. */
function closing(network: Network): Quantities {
  const { en, zh } = names[network];
  const gap = (B: number) => ({ of: stepOf(network, B), over: stepOf('transformer', B) });
  return {
    [`${network}-gap-closed`]: {
      label: {
        en: `how many times smaller a batch of 16 makes the lead of the Transformer block over ${en} (n = 256)`,
        zh: `批量从 1 增到 16，Transformer 块对${zh}的领先缩小的倍数（n = 256）`,
      },
      rule: ratioChange({ from: gap(1), to: gap(16) }),
    },
    [`${network}-batch-cost`]: {
      label: {
        en: `time of a training step of ${en} with a batch of 16 over that with one sequence (n = 256)`,
        zh: `${zh}批量为 16 与批量为 1 的训练步用时之比（n = 256）`,
      },
      rule: ratio({ of: stepOf(network, 16), over: stepOf(network, 1) }),
    },
  };
}

function weightsOf(network: 'lstm' | 'gru' | 'transformer'): Quantities {
  const { en, zh } = names[network];
  const label = { en: `weights of the model with ${en}`, zh: `${zh}模型的参数量` };
  return { [`${network}-weights`]: { label, rule: predicted(`${network}-weights`, 'count') } };
}

export const trainingQuantities: Quantities = Object.assign(
  {
    'lstm-over-fused-b1': {
      label: {
        en: 'time of a training step of the LSTM run op by op over that of the fused LSTM (n = 256, B = 1)',
        zh: '逐算子 LSTM 与融合 LSTM 训练步的用时之比（n = 256，B = 1）',
      },
      rule: ratio({ of: stepOf('lstm', 1), over: stepOf('lstm-fused', 1) }),
    },
    'transformer-work': {
      label: {
        en: 'multiplications and additions of a training step of the Transformer block over those of the LSTM (n = 256)',
        zh: 'Transformer 块与 LSTM 训练步的运算量之比（n = 256）',
      },
      rule: workRatio({ of: stepOf('transformer', 1), over: stepOf('lstm', 1) }),
    },
    'lstm-steps': {
      label: {
        en: 'dependent steps of the LSTM, forward alone (n = 256)',
        zh: 'LSTM 的串行步数，仅前向（n = 256）',
      },
      rule: sequentialSteps(stepOf('lstm', 1)),
    },
  } satisfies Quantities,
  ...batchSizes.flatMap((B) => [
    ...networks.map((network) => ofNetwork(network, B)),
    ...(['lstm', 'gru', 'lstm-fused'] as const).flatMap((network) => [
      overTransformer(network, B, longest, `${network}-over-transformer-b${B}`),
      overTransformer(network, B, 16, `${network}-over-transformer-b${B}-short`),
    ]),
  ]),
  ...networks.map((network) => closing(network)).slice(0, 3),
  ...(['lstm', 'gru', 'transformer'] as const).map(weightsOf),
);
