import { workRatio } from '#results/quantity.ts';
import { predicted } from '#results/share-rules.ts';
import type { FigureFamily } from './figure.ts';

/** What the equations of the layers say of their times, before any is measured. */
export const sequenceLengthPredictions: FigureFamily['predictions'] = {
  'lstm-linear': {
    statement: {
      en: 'The time of the LSTM grows as its steps and its work do, with n¹.',
      zh: 'LSTM 的用时随步数与运算量增长，与 n 的一次方成正比。',
    },
    quantity: 'lstm-exponent',
    predicted: { kind: 'exact', unit: 'exponent', value: () => 1 },
    within: 1.1,
  },
  'encoder-by-work': {
    statement: {
      en: 'The time of the encoder layer grows as its work 24nd² + 4n²d does between n = 128 and 1024.',
      zh: '在 n = 128 至 1024 之间，编码器层的用时随运算量 24nd² + 4n²d 增长。',
    },
    quantity: 'encoder-exponent',
    predicted: predicted('encoder-work-exponent', 'exponent'),
    within: 1.1,
  },
  'lstm-over-gru-by-calls': {
    statement: {
      en: 'Run op by op, LSTM and GRU differ by the operations of a step, 12/11, not by their work, 16nd²/12nd².',
      zh: '逐算子运行时，LSTM 与 GRU 之比是每步算子数之比 12/11，而不是运算量之比 16nd²/12nd²。',
    },
    quantity: 'lstm-over-gru',
    predicted: predicted('lstm-over-gru-calls', 'ratio'),
    within: 1.15,
  },
  'attention-over-fused-by-work': {
    statement: {
      en: 'If one thread’s time followed work alone, attention with its projections would cost (8nd² + 4n²d)/16nd² of a fused LSTM, more than it beyond n = 2d.',
      zh: '若单线程的用时只由运算量决定，带投影的注意力层与融合 LSTM 的用时之比应为 (8nd² + 4n²d)/16nd²，n 超过 2d 后注意力层更慢。',
    },
    quantity: 'attention-over-fused',
    predicted: workRatio({
      of: { case: 'attention@one', at: 1024 },
      over: { case: 'lstm-fused@one', at: 1024 },
    }),
    within: 1.25,
    remark: {
      en: 'The fused LSTM multiplies row by row and reaches a fraction of the rate at which attention multiplies matrices.',
      zh: '融合 LSTM 一行一行地乘，速率只有注意力成块相乘时的一小部分。',
    },
  },
  'attention-over-convolution-by-work': {
    statement: {
      en: 'Two layers without a chain differ by their work: (8nd² + 4n²d)/6nd².',
      zh: '两种没有先后依赖的层，用时之比等于运算量之比：(8nd² + 4n²d)/6nd²。',
    },
    quantity: 'attention-over-convolution',
    predicted: workRatio({
      of: { case: 'attention@one', at: 1024 },
      over: { case: 'convolution@one', at: 1024 },
    }),
    within: 1.5,
  },
};
