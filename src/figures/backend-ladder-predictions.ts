import { predicted } from '#results/share-rules.ts';
import type { Prediction } from './figure.ts';

/** What theory says of the ladder, written before it was measured. */
export const backendLadderPredictions: Record<string, Prediction> = {
  'four-lanes': {
    statement: {
      en: 'SIMD of 128 bits makes the matrix product 4 times as fast: one float32 in each of 4 lanes.',
      zh: '128 位 SIMD 让矩阵乘法快到 4 倍：4 个通道各算一个 float32。',
    },
    quantity: 'matmul-simd-gain',
    predicted: predicted('simd', 'ratio'),
    within: 1.25,
    remark: {
      en: 'Four lanes do four times the arithmetic of an instruction; the loads beside it do not become four times as fast.',
      zh: '四个通道让一条指令多做三倍的运算，旁边的读取却没有跟着快到四倍。',
    },
  },
  'two-workers': {
    statement: {
      en: 'Two workers with half of the rows each are 2 times as fast as one.',
      zh: '两个工作线程各算一半的行，快到 2 倍。',
    },
    quantity: 'matmul-workers-gain',
    predicted: predicted('workers', 'ratio'),
    within: 1.15,
  },
  'all-threads': {
    statement: {
      en: 'All threads of the native engine make the matrix product as many times as fast as there are cores.',
      zh: '原生引擎用全部线程，矩阵乘法的加速比等于核数。',
    },
    quantity: 'matmul-threads-gain',
    predicted: { kind: 'exact', unit: 'ratio', value: (record) => record.machine.cores },
    within: 1.15,
  },
  'native-over-wasm': {
    statement: {
      en: 'On one thread native code is 4 times as fast as WASM with SIMD: registers twice as wide, and multiplication and addition in one instruction.',
      zh: '单线程下，原生代码是带 SIMD 的 WASM 的 4 倍：寄存器宽一倍，乘加合为一条指令。',
    },
    quantity: 'matmul-native-gain',
    predicted: predicted('native-over-wasm', 'ratio'),
    within: 1.5,
  },
  'encoder-at-the-rate-of-products': {
    statement: {
      en: 'The encoder layer runs at the rate of the matrix product (native, one thread).',
      zh: '编码器层达到矩阵乘法的速率（原生，单线程）。',
    },
    quantity: 'encoder-over-product-native',
    predicted: predicted('encoder-over-product', 'ratio'),
    within: 1.5,
    remark: {
      en: 'Its products are smaller, and about half of its time goes into softmax, normalisation, sums and the calls themselves, which count as next to no arithmetic.',
      zh: '它的矩阵乘法没有那么大；约一半的用时花在 softmax、归一化、求和与调用本身上，而这些几乎不算运算量。',
    },
  },
};
