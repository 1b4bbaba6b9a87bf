import {
  exponent,
  type QuantityRule,
  rate,
  ratio,
  sequentialSteps,
  time,
  workRatio,
} from '#results/quantity.ts';
import { predicted } from '#results/share-rules.ts';
import type { Localised } from './figure.ts';

/** What a layer is called inside a sentence. */
const layers = {
  'encoder-layer': { en: 'the encoder layer', zh: '编码器层' },
  attention: { en: 'the attention layer', zh: '注意力层' },
  convolution: { en: 'the convolution', zh: '卷积层' },
  elman: { en: 'the Elman network run op by op', zh: '逐算子 Elman 层' },
  gru: { en: 'the GRU run op by op', zh: '逐算子 GRU 层' },
  'gru-fused': { en: 'the GRU in fused steps', zh: '融合 GRU 层' },
  lstm: { en: 'the LSTM run op by op', zh: '逐算子 LSTM 层' },
  'lstm-fused': { en: 'the fused LSTM', zh: '融合 LSTM 层' },
} satisfies Record<string, Localised>;

type Layer = keyof typeof layers;
type Entry = { label: Localised; rule: QuantityRule };

const pointOf = (layer: Layer, at: number) => ({ case: `${layer}@one`, at });

function timeOf(layer: Layer): Entry {
  const { en, zh } = layers[layer];
  return {
    label: {
      en: `time of ${en} (n = 1024, one thread)`,
      zh: `${zh}的用时（n = 1024，单线程）`,
    },
    rule: time(pointOf(layer, 1024)),
  };
}

function timeRatio(of: Layer, over: Layer, at = 1024): Entry {
  return {
    label: {
      en: `time of ${layers[of].en} over that of ${layers[over].en} (n = ${at}, one thread)`,
      zh: `${layers[of].zh}与${layers[over].zh}的用时之比（n = ${at}，单线程）`,
    },
    rule: ratio({ of: pointOf(of, at), over: pointOf(over, at) }),
  };
}

function work(of: Layer, over: Layer): Entry {
  return {
    label: {
      en: `multiplications and additions of ${layers[of].en} over those of ${layers[over].en} (n = 1024)`,
      zh: `${layers[of].zh}与${layers[over].zh}的运算量之比（n = 1024）`,
    },
    rule: workRatio({ of: pointOf(of, 1024), over: pointOf(over, 1024) }),
  };
}

function rateOfLayer(layer: Layer): Entry {
  const { en, zh } = layers[layer];
  return {
    label: {
      en: `rate of ${en} (n = 1024, one thread)`,
      zh: `${zh}的速率（n = 1024，单线程）`,
    },
    rule: rate(pointOf(layer, 1024)),
  };
}

function exponentOf(layer: Layer): Entry {
  const { en, zh } = layers[layer];
  return {
    label: {
      en: `exponent of the time of ${en} in n (n = 256 to 1024, one thread)`,
      zh: `${zh}用时对 n 的指数（n = 256 至 1024，单线程）`,
    },
    rule: exponent(`${layer}@one`, 256, 1024),
  };
}

function steps(layer: Layer): Entry {
  const { en, zh } = layers[layer];
  return {
    label: { en: `dependent steps of ${en} (n = 1024)`, zh: `${zh}的串行步数（n = 1024）` },
    rule: sequentialSteps(pointOf(layer, 1024)),
  };
}

function callsPerStep(layer: 'elman' | 'gru' | 'lstm'): Entry {
  const { en, zh } = layers[layer];
  return {
    label: {
      en: `operations that one step of ${en} hands to the library`,
      zh: `${zh}每一步交给计算库的算子数`,
    },
    rule: predicted(`${layer}-calls-per-step`, 'count'),
  };
}

/** What is quoted of the other layers, and of the lengths at which theory sees two layers level. */
export const allLayersQuantities = {
  'elman-time': timeOf('elman'),
  'gru-time': timeOf('gru'),
  'fused-gru-time': timeOf('gru-fused'),
  'attention-time': timeOf('attention'),
  'convolution-time': timeOf('convolution'),
  'lstm-over-elman': timeRatio('lstm', 'elman'),
  'lstm-over-gru': timeRatio('lstm', 'gru'),
  'gru-over-fused-gru': timeRatio('gru', 'gru-fused'),
  'fused-gru-over-fused': timeRatio('gru-fused', 'lstm-fused'),
  'lstm-over-attention': timeRatio('lstm', 'attention'),
  'gru-over-encoder': timeRatio('gru', 'encoder-layer'),
  'elman-over-encoder': timeRatio('elman', 'encoder-layer'),
  'elman-over-convolution': timeRatio('elman', 'convolution'),
  'encoder-over-attention': timeRatio('encoder-layer', 'attention'),
  'attention-over-fused': timeRatio('attention', 'lstm-fused'),
  'attention-over-fused-short': timeRatio('attention', 'lstm-fused', 16),
  'attention-over-convolution': timeRatio('attention', 'convolution'),
  'attention-over-convolution-short': timeRatio('attention', 'convolution', 16),
  'attention-work': work('attention', 'lstm'),
  'attention-over-convolution-work': work('attention', 'convolution'),
  'elman-work': work('elman', 'lstm'),
  'gru-work': work('gru', 'lstm'),
  'convolution-work': work('convolution', 'lstm'),
  'elman-rate': rateOfLayer('elman'),
  'attention-rate': rateOfLayer('attention'),
  'convolution-rate': rateOfLayer('convolution'),
  'elman-exponent': exponentOf('elman'),
  'gru-exponent': exponentOf('gru'),
  'attention-exponent': exponentOf('attention'),
  'convolution-exponent': exponentOf('convolution'),
  'encoder-steps': steps('encoder-layer'),
  'elman-steps': steps('elman'),
  'convolution-steps': steps('convolution'),
  'elman-calls': callsPerStep('elman'),
  'gru-calls': callsPerStep('gru'),
  'lstm-calls': callsPerStep('lstm'),
  'encoder-work-exponent': {
    label: {
      en: 'exponent of the encoder layer’s work in n, by its closed form (n = 128 to 1024)',
      zh: '按闭式，编码器层运算量对 n 的指数（n = 128 至 1024）',
    },
    rule: predicted('encoder-work-exponent', 'exponent'),
  },
  'crossover-core': {
    label: {
      en: 'length at which QKᵀ and AV need as much work as an Elman network (n = d)',
      zh: 'QKᵀ 与 AV 的运算量等于 Elman 网络的序列长度（n = d）',
    },
    rule: predicted('crossover-core-elman', 'count'),
  },
  'crossover-attention': {
    label: {
      en: 'length at which the attention layer needs as much work as an LSTM (n = 2d)',
      zh: '注意力层的运算量等于 LSTM 的序列长度（n = 2d）',
    },
    rule: predicted('crossover-attention-lstm', 'count'),
  },
  'crossover-quadratic': {
    label: {
      en: 'length from which the quadratic term is more than half of an encoder layer’s work (n = 6d)',
      zh: '二次项开始超过编码器层运算量一半的序列长度（n = 6d）',
    },
    rule: predicted('crossover-quadratic', 'count'),
  },
} as const satisfies Readonly<Record<string, Entry>>;
