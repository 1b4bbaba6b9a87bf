import {
  exponent,
  type QuantityRule,
  rate,
  ratio,
  sequentialSteps,
  time,
  workRatio,
} from '#results/quantity.ts';
import type { Localised } from './figure.ts';

const longest = 1024;
const encoder = { case: 'encoder-layer@one', at: longest };
const encoderAll = { case: 'encoder-layer@all', at: longest };
const lstm = { case: 'lstm@one', at: longest };
const lstmAll = { case: 'lstm@all', at: longest };
const fused = { case: 'lstm-fused@one', at: longest };
const fusedAll = { case: 'lstm-fused@all', at: longest };
const roof = { case: 'matrix-product@one', at: 1024 };
const roofAll = { case: 'matrix-product@all', at: 1024 };
const encoderShort = { case: 'encoder-layer@one', at: 16 };
const fusedShort = { case: 'lstm-fused@one', at: 16 };
const lstmShort = { case: 'lstm@one', at: 16 };

/** What is quoted of the encoder layer and of the LSTM in both of its forms. */
export const encoderAndLstmQuantities = {
  'lstm-over-encoder': {
    label: {
      en: 'time of the LSTM run op by op over that of the encoder layer (n = 1024, one thread)',
      zh: '逐算子 LSTM 与编码器层的用时之比（n = 1024，单线程）',
    },
    rule: ratio({ of: lstm, over: encoder }),
  },
  'lstm-over-encoder-all': {
    label: {
      en: 'time of the LSTM run op by op over that of the encoder layer (n = 1024, all threads)',
      zh: '逐算子 LSTM 与编码器层的用时之比（n = 1024，全部线程）',
    },
    rule: ratio({ of: lstmAll, over: encoderAll }),
  },
  'fused-over-encoder': {
    label: {
      en: 'time of the fused LSTM over that of the encoder layer (n = 1024, one thread)',
      zh: '融合 LSTM 与编码器层的用时之比（n = 1024，单线程）',
    },
    rule: ratio({ of: fused, over: encoder }),
  },
  'fused-over-encoder-all': {
    label: {
      en: 'time of the fused LSTM over that of the encoder layer (n = 1024, all threads)',
      zh: '融合 LSTM 与编码器层的用时之比（n = 1024，全部线程）',
    },
    rule: ratio({ of: fusedAll, over: encoderAll }),
  },
  'lstm-over-fused': {
    label: {
      en: 'time of the LSTM run op by op over that of the fused one (n = 1024, one thread)',
      zh: '逐算子 LSTM 与融合 LSTM 的用时之比（n = 1024，单线程）',
    },
    rule: ratio({ of: lstm, over: fused }),
  },
  'lstm-over-encoder-short': {
    label: {
      en: 'time of the LSTM run op by op over that of the encoder layer (n = 16, one thread)',
      zh: '逐算子 LSTM 与编码器层的用时之比（n = 16，单线程）',
    },
    rule: ratio({ of: lstmShort, over: encoderShort }),
  },
  'encoder-over-fused-short': {
    label: {
      en: 'time of the encoder layer over that of the fused LSTM (n = 16, one thread)',
      zh: '编码器层与融合 LSTM 的用时之比（n = 16，单线程）',
    },
    rule: ratio({ of: encoderShort, over: fusedShort }),
  },
  'encoder-work': {
    label: {
      en: 'multiplications and additions of the encoder layer over those of the LSTM (n = 1024)',
      zh: '编码器层与 LSTM 的运算量之比（n = 1024）',
    },
    rule: workRatio({ of: encoder, over: lstm }),
  },
  'lstm-steps': {
    label: { en: 'dependent steps of the LSTM (n = 1024)', zh: 'LSTM 的串行步数（n = 1024）' },
    rule: sequentialSteps(lstm),
  },
  'encoder-time': {
    label: {
      en: 'time of the encoder layer (n = 1024, one thread)',
      zh: '编码器层的用时（n = 1024，单线程）',
    },
    rule: time(encoder),
  },
  'lstm-time': {
    label: {
      en: 'time of the LSTM run op by op (n = 1024, one thread)',
      zh: '逐算子 LSTM 的用时（n = 1024，单线程）',
    },
    rule: time(lstm),
  },
  'fused-time': {
    label: {
      en: 'time of the fused LSTM (n = 1024, one thread)',
      zh: '融合 LSTM 的用时（n = 1024，单线程）',
    },
    rule: time(fused),
  },
  'encoder-speed-up': {
    label: {
      en: 'speed-up of the encoder layer by all threads over one (n = 1024)',
      zh: '全部线程给编码器层的加速比（n = 1024）',
    },
    rule: ratio({ of: encoder, over: encoderAll }),
  },
  'encoder-speed-up-short': {
    label: {
      en: 'speed-up of the encoder layer by all threads over one (n = 16)',
      zh: '全部线程给编码器层的加速比（n = 16）',
    },
    rule: ratio({ of: encoderShort, over: { ...encoderShort, case: 'encoder-layer@all' } }),
  },
  'lstm-speed-up': {
    label: {
      en: 'speed-up of the LSTM run op by op by all threads over one (n = 1024)',
      zh: '全部线程给逐算子 LSTM 的加速比（n = 1024）',
    },
    rule: ratio({ of: lstm, over: lstmAll }),
  },
  'fused-speed-up': {
    label: {
      en: 'speed-up of the fused LSTM by all threads over one (n = 1024)',
      zh: '全部线程给融合 LSTM 的加速比（n = 1024）',
    },
    rule: ratio({ of: fused, over: fusedAll }),
  },
  'roof-speed-up': {
    label: {
      en: 'speed-up of a 1024³ matrix product by all threads over one',
      zh: '全部线程给 1024³ 矩阵乘法的加速比',
    },
    rule: ratio({ of: roof, over: roofAll }),
  },
  'roof-rate': {
    label: {
      en: 'rate of a 1024³ matrix product (one thread)',
      zh: '1024³ 矩阵乘法的速率（单线程）',
    },
    rule: rate(roof),
  },
  'encoder-rate': {
    label: {
      en: 'rate of the encoder layer (n = 1024, one thread)',
      zh: '编码器层的速率（n = 1024，单线程）',
    },
    rule: rate(encoder),
  },
  'fused-rate': {
    label: {
      en: 'rate of the fused LSTM (n = 1024, one thread)',
      zh: '融合 LSTM 的速率（n = 1024，单线程）',
    },
    rule: rate(fused),
  },
  'lstm-rate': {
    label: {
      en: 'rate of the LSTM run op by op (n = 1024, one thread)',
      zh: '逐算子 LSTM 的速率（n = 1024，单线程）',
    },
    rule: rate(lstm),
  },
  'lstm-exponent': {
    label: {
      en: 'exponent of the LSTM’s time in n, op by op (n = 128 to 1024, one thread)',
      zh: '逐算子 LSTM 用时对 n 的指数（n = 128 至 1024，单线程）',
    },
    rule: exponent('lstm@one', 128, 1024),
  },
  'encoder-exponent': {
    label: {
      en: 'exponent of the encoder layer’s time in n (n = 128 to 1024, one thread)',
      zh: '编码器层用时对 n 的指数（n = 128 至 1024，单线程）',
    },
    rule: exponent('encoder-layer@one', 128, 1024),
  },
  'fused-exponent': {
    label: {
      en: 'exponent of the fused LSTM’s time in n (n = 128 to 1024, one thread)',
      zh: '融合 LSTM 用时对 n 的指数（n = 128 至 1024，单线程）',
    },
    rule: exponent('lstm-fused@one', 128, 1024),
  },
} as const satisfies Readonly<Record<string, { label: Localised; rule: QuantityRule }>>;
