import { type CostModel, fixedCost, fixedOverWork, overModel } from '#results/cost-model.ts';
import { type QuantityRule, rate, ratio, time } from '#results/quantity.ts';
import { rateRatio } from '#results/rate-ratio.ts';
import { crossoverOf } from '#results/scaling-rules.ts';
import { predicted, throughput } from '#results/share-rules.ts';
import type { Localised } from './figure.ts';

type Entry = { label: Localised; rule: QuantityRule };
type Role = 'one' | 'all';

export const largest = 256;

/** What a case is called inside a sentence. */
const names = {
  'encoder-layer': { en: 'the encoder layer', zh: '编码器层' },
  'decode-step': { en: 'the decoding step', zh: '解码一步' },
  lstm: { en: 'the LSTM run op by op', zh: '逐算子 LSTM' },
  'lstm-fused': { en: 'the fused LSTM', zh: '融合 LSTM' },
} satisfies Record<string, Localised>;

export type Batched = keyof typeof names;

const threads = {
  one: { en: 'one thread', zh: '单线程' },
  all: { en: 'all threads', zh: '全部线程' },
} satisfies Record<Role, Localised>;

export const pointOfBatch = (network: Batched, B: number, role: Role = 'one') => ({
  case: `${network}@${role}`,
  at: B,
});

/** The line through the times of one sequence and of the largest batch. */
export const modelOf = (network: Batched): CostModel => ({
  fixedFrom: pointOfBatch(network, 1),
  rateAt: pointOfBatch(network, largest),
});

function timeOf(network: Batched, B: number): Entry {
  const { en, zh } = names[network];
  return {
    label: { en: `time of ${en} (B = ${B}, one thread)`, zh: `${zh}的用时（B = ${B}，单线程）` },
    rule: time(pointOfBatch(network, B)),
  };
}

/** A decoding step finishes a token of each sequence; the others finish the sequence. */
function throughputOf(network: Batched, B: number): Entry {
  const { en, zh } = names[network];
  const unit = network === 'decode-step' ? 'tokens/s' : 'sequences/s';
  return {
    label: {
      en: `throughput of ${en} (B = ${B}, one thread)`,
      zh: `${zh}的吞吐量（B = ${B}，单线程）`,
    },
    rule: throughput(pointOfBatch(network, B), B, unit),
  };
}

/** Work is in proportion to B, so that a ratio of rates is one of throughputs. */
function gainOf(network: Batched, role: Role = 'one'): Entry {
  const [{ en, zh }, on] = [names[network], threads[role]];
  return {
    label: {
      en: `throughput of ${en} at B = ${largest} over that at B = 1 (${on.en})`,
      zh: `${zh}在 B = ${largest} 与 B = 1 时的吞吐量之比（${on.zh}）`,
    },
    rule: rateRatio({
      of: pointOfBatch(network, largest, role),
      over: pointOfBatch(network, 1, role),
    }),
  };
}

function latencyRatioOf(network: Batched): Entry {
  const { en, zh } = names[network];
  return {
    label: {
      en: `time of a call of ${en} at B = ${largest} over that at B = 1 (one thread)`,
      zh: `${zh}在 B = ${largest} 与 B = 1 时每次调用的用时之比（单线程）`,
    },
    rule: ratio({ of: pointOfBatch(network, largest), over: pointOfBatch(network, 1) }),
  };
}

function kneeOf(network: Batched): Entry {
  const { en, zh } = names[network];
  return {
    label: {
      en: `knee of ${en}: the batch whose work takes as long as what each call costs besides (one thread)`,
      zh: `${zh}的拐点：运算用时与每次调用的固定开销相等的批量（单线程）`,
    },
    rule: fixedOverWork(modelOf(network), pointOfBatch(network, 1)),
  };
}

function fixedOf(network: Batched): Entry {
  const { en, zh } = names[network];
  return {
    label: {
      en: `t₀, what a call of ${en} takes beyond its work (one thread)`,
      zh: `t₀：${zh}每次调用在运算之外的用时（单线程）`,
    },
    rule: fixedCost(modelOf(network)),
  };
}

function measuredOverModelled(network: Batched): Entry {
  const { en, zh } = names[network];
  return {
    label: {
      en: `time of ${en} over t₀ + B·FLOPs/R (B = 16, one thread)`,
      zh: `${zh}的实测用时与 t₀ + B·FLOPs/R 之比（B = 16，单线程）`,
    },
    rule: overModel(modelOf(network), pointOfBatch(network, 16)),
  };
}

export const gap = (network: 'lstm' | 'lstm-fused', B: number, role: Role = 'one') =>
  ratio({ of: pointOfBatch(network, B, role), over: pointOfBatch('encoder-layer', B, role) });

function gapOf(network: 'lstm' | 'lstm-fused', B: number, role: Role = 'one'): Entry {
  const [{ en, zh }, on] = [names[network], threads[role]];
  return {
    label: {
      en: `time of ${en} over that of the encoder layer (B = ${B}, ${on.en})`,
      zh: `${zh}与编码器层的用时之比（B = ${B}，${on.zh}）`,
    },
    rule: gap(network, B, role),
  };
}

function speedUpOf(network: 'encoder-layer' | 'lstm', B: number): Entry {
  const { en, zh } = names[network];
  return {
    label: {
      en: `speed-up of ${en} by all threads over one (B = ${B})`,
      zh: `全部线程给${zh}的加速比（B = ${B}）`,
    },
    rule: ratio({ of: pointOfBatch(network, B), over: pointOfBatch(network, B, 'all') }),
  };
}

function rateOf(network: Batched, B: number): Entry {
  const { en, zh } = names[network];
  return {
    label: { en: `rate of ${en} (B = ${B}, one thread)`, zh: `${zh}的速率（B = ${B}，单线程）` },
    rule: rate(pointOfBatch(network, B)),
  };
}

const short: Record<Batched, string> = {
  'encoder-layer': 'encoder',
  'decode-step': 'decode',
  lstm: 'lstm',
  'lstm-fused': 'fused',
};

const ofEach = (network: Batched): Record<string, Entry> => ({
  [`${short[network]}-time-1`]: timeOf(network, 1),
  [`${short[network]}-time-${largest}`]: timeOf(network, largest),
  [`${short[network]}-throughput-1`]: throughputOf(network, 1),
  [`${short[network]}-throughput-${largest}`]: throughputOf(network, largest),
  [`${short[network]}-throughput-gain`]: gainOf(network),
  [`${short[network]}-latency-ratio`]: latencyRatioOf(network),
  [`${short[network]}-fixed`]: fixedOf(network),
  [`${short[network]}-knee`]: kneeOf(network),
  [`${short[network]}-over-model`]: measuredOverModelled(network),
  [`${short[network]}-rate-${largest}`]: rateOf(network, largest),
});

const gaps = [1, 16, 64, largest].flatMap((B): [string, Entry][] => [
  [`lstm-over-encoder-${B}`, gapOf('lstm', B)],
  [`fused-over-encoder-${B}`, gapOf('lstm-fused', B)],
]);

export const batchQuantities: Record<string, Entry> = {
  ...ofEach('encoder-layer'),
  ...ofEach('decode-step'),
  ...ofEach('lstm'),
  ...ofEach('lstm-fused'),
  ...Object.fromEntries(gaps),
  'lstm-encoder-crossover': {
    label: {
      en: 'batch size from which the LSTM run op by op takes less time than the encoder layer (one thread)',
      zh: '批多大时，逐算子 LSTM 比编码器层省时（单线程）',
    },
    rule: crossoverOf('lstm@one', 'encoder-layer@one'),
  },
  'lstm-over-encoder-1-all': gapOf('lstm', 1, 'all'),
  'lstm-over-encoder-64-all': gapOf('lstm', 64, 'all'),
  'encoder-throughput-gain-all': gainOf('encoder-layer', 'all'),
  'encoder-speed-up-1': speedUpOf('encoder-layer', 1),
  'encoder-speed-up-256': speedUpOf('encoder-layer', largest),
  'lstm-speed-up-1': speedUpOf('lstm', 1),
  'lstm-speed-up-256': speedUpOf('lstm', largest),
  'weights-intensity-1': {
    label: {
      en: 'operations for each byte of weights read in a decoding step (B = 1)',
      zh: '解码一步中每读 1 字节权重所做的运算次数（B = 1）',
    },
    rule: predicted('weights-intensity-1', 'count'),
  },
  'weights-intensity-256': {
    label: {
      en: 'operations for each byte of weights read in a decoding step (B = 256)',
      zh: '解码一步中每读 1 字节权重所做的运算次数（B = 256）',
    },
    rule: predicted('weights-intensity-256', 'count'),
  },
  'cache-intensity': {
    label: {
      en: 'operations for each byte of cached keys and values read in a decoding step (any B)',
      zh: '解码一步中每读 1 字节键值缓存所做的运算次数（与 B 无关）',
    },
    rule: predicted('cache-intensity', 'count'),
  },
};
