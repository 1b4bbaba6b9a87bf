import { type ExactRule, workRatio } from '#results/quantity.ts';
import { predicted } from '#results/share-rules.ts';
import { pointOfLink } from './dispatch-or-parallelism-quantities.ts';
import type { FigureFamily } from './figure.ts';
import { threadsOf } from './record-series.ts';

export const byWork = workRatio({
  of: pointOfLink('one-product'),
  over: pointOfLink('encoder-layer'),
});
export const orderIsFree = predicted('order-on-one-thread', 'ratio');
export const noGain = predicted('no-gain', 'ratio');
export const everyThread: ExactRule = {
  kind: 'exact',
  unit: 'ratio',
  value: (record) => threadsOf(record, 'independent-rows@all'),
};

/** What is expected of the chain before it is measured. */
export const chainPredictions: FigureFamily['predictions'] = {
  'order-is-free': {
    statement: {
      en: 'On one thread order costs nothing: n products in turn take as long as n independent ones.',
      zh: '单线程下次序不花时间：依次做 n 个乘法，与 n 个互不依赖的乘法一样久。',
    },
    quantity: 'order',
    predicted: orderIsFree,
    within: 1.2,
  },
  'work-by-flops': {
    statement: {
      en: 'One product over the encoder layer is their work: 16nd² over 24nd² + 4n²d.',
      zh: '一次矩阵乘法与编码器层的用时之比等于运算量之比：16nd² 比 24nd² + 4n²d。',
    },
    quantity: 'work',
    predicted: byWork,
    within: 1.25,
    remark: {
      en: 'The products of the encoder layer are smaller than the one product, and its softmax, norms and sums take time that counts as hardly any work.',
      zh: '编码器层里的矩阵乘法没有那么大，softmax、归一化和求和几乎不算运算量，却要花时间。',
    },
  },
  'chain-stays-on-one-core': {
    statement: {
      en: 'A second core leaves the LSTM run op by op where it is: each step waits for the one before.',
      zh: '第二个核对逐算子 LSTM 毫无帮助：每一步都要等上一步。',
    },
    quantity: 'lstm-second-core',
    predicted: noGain,
    within: 1.15,
  },
  'rows-use-all-cores': {
    statement: {
      en: 'Rows that do not wait for each other use all cores: the speed-up is the number of threads.',
      zh: '互不等待的行能用上所有的核：加速比等于线程数。',
    },
    quantity: 'rows-second-core',
    predicted: everyThread,
    within: 1.25,
  },
  'encoder-by-model': {
    statement: {
      en: 'The encoder layer takes t₀·s + FLOPs/R, with t₀ of the LSTM’s operations and R of the one product.',
      zh: '编码器层的用时等于 t₀·s + FLOPs/R，其中 t₀ 取自 LSTM 的算子，R 取自一次矩阵乘法。',
    },
    quantity: 'encoder-over-model',
    predicted: predicted('model-holds', 'ratio'),
    within: 1.5,
  },
};
