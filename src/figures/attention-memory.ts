import type { ChartSeries } from '#charts/line-chart.ts';
import { constant, type ExactRule, workRatio } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { predicted } from '#results/share-rules.ts';
import { at, memoryQuantities } from './attention-memory-quantities.ts';
import { describeSeries } from './describe-chart.ts';
import { defineFigures, type FigureDefinition, type Localised } from './figure.ts';
import { findingSeries } from './finding-series.ts';
import { timeFigure } from './time-figure.ts';

const forward = [
  'full',
  'unshifted',
  'blocks-32',
  'blocks-128',
  'blocks-512',
  'one-block',
] as const;
const gradients = ['gradient-full', 'gradient-blocks', 'gradient-recomputed'] as const;
const ticks = [256, 512, 1024, 2048];

const caseLabels = {
  full: { en: 'whole matrix', zh: '整个矩阵' },
  unshifted: { en: 'without the shift', zh: '不减最大值' },
  'blocks-32': { en: 'blocks of 32', zh: '每块 32' },
  'blocks-128': { en: 'blocks of 128', zh: '每块 128' },
  'blocks-512': { en: 'blocks of 512', zh: '每块 512' },
  'one-block': { en: 'one block', zh: '只一块' },
  'gradient-full': { en: 'gradients, whole matrix', zh: '梯度，整个矩阵' },
  'gradient-blocks': { en: 'gradients, blocks kept', zh: '梯度，分块而保存' },
  'gradient-recomputed': { en: 'gradients, blocks again', zh: '梯度，分块并重算' },
};

const length = { en: 'sequence length n', zh: '序列长度 n' };

/** Scores and weights of n × n numbers of four bytes, in MB. */
function matrixLine(record: MeasuredRecord, label: string): ChartSeries {
  const points = (record.cases.find(({ id }) => id === 'full@one')?.points ?? []).map((point) => ({
    x: point.at,
    y: (8 * point.at ** 2) / 1e6,
  }));
  return { id: 'two-matrices', label, kind: 'theory', color: 'grey', marker: 'circle', points };
}

function memory(networks: readonly string[], title: Localised): FigureDefinition {
  return {
    title,
    kinds: ['less-work'],
    chart(record, locale, local) {
      const series = findingSeries('peak-bytes', networks, caseLabels, locale, record, {
        scale: 1e-6,
        local,
      });
      const matrices = { en: 'two n × n matrices', zh: '两个 n × n 矩阵' }[locale];
      return {
        kind: 'lines',
        title: this.title[locale],
        description: describeSeries(series, { symbol: 'n', unit: ' MB' }, locale),
        x: { label: length[locale], scale: 'log', ticks },
        y: {
          label: { en: 'Most memory at one time, MB', zh: '内存峰值（MB）' }[locale],
          scale: 'log',
          ticks: [0.1, 1, 10, 100],
        },
        series: [...series, matrixLine(record, matrices)],
      };
    },
  };
}

function timeOf(networks: readonly string[], title: Localised): FigureDefinition {
  const x = { label: length, symbol: 'n', scale: 'log', ticks } as const;
  const ticksMs = [0.1, 1, 10, 100, 1000];
  return timeFigure({
    title,
    kinds: ['gemm', 'dispatch'],
    networks,
    labels: caseLabels,
    x,
    ticksMs,
  });
}

/** A number of bytes that theory gives, in MB. */
function predictedMegabytes(name: string): ExactRule {
  const bytes = predicted(name, 'count');
  return { kind: 'exact', unit: 'MB', value: (record) => bytes.value(record) / 1e6 };
}

export default defineFigures({
  experiment: 'attention-memory',
  title: { en: 'Attention without the matrix', zh: '不存矩阵的注意力' },
  question: {
    en: 'Attention is written with an n × n matrix. Must a machine ever hold it? The same head with the whole matrix and a block of keys at a time, forward and with gradients: memory, time, and what large scores do to both.',
    zh: '注意力的公式里有一个 n × n 的矩阵。机器真的要把它存下来吗？同一个头，一次保存整个矩阵，一次每次只算一块键；前向与梯度都算：比内存，比用时，也看得分很大时两者会怎样。',
  },
  prediction: {
    en: 'With the matrix memory grows as n²: scores and weights, two matrices of 4n² bytes. In blocks of b keys it grows as n·b. The arithmetic is the same 4n²d, so that time should be equal; gradients that compute the weights again need seven products for six.',
    zh: '保存矩阵时，内存随 n² 增长：得分与权重是两个各占 4n² 字节的矩阵。每次只算 b 个键，内存随 n·b 增长。运算量同为 4n²d，用时应当相等；重算权重的梯度要做七次矩阵乘法，而不是六次。',
  },
  equality: {
    en: 'All forward cases compute the same function, and all gradients the same gradients: each agrees with a float64 oracle to float32 rounding (E1, E2). Without the shift that holds for small scores alone.',
    zh: '各种前向计算的是同一个函数，各种梯度也是同样的梯度：每一种都与 float64 参考实现相差不超过 float32 舍入（E1、E2）。“不减最大值”只在得分较小时才成立。',
  },
  limits: {
    en: 'One head of width 64, one thread, and no fused kernel: each block is a dozen calls, and its scores go to memory and back. What FlashAttention gains on a GPU, by keeping a block in fast memory, is not measured here. Memory counts tensors, not what a kernel needs for itself.',
    zh: '一个宽度为 64 的头，单线程，没有融合算子：每一块都要十几次调用，得分照样写回内存再读出来。FlashAttention 把一块留在高速存储里，在 GPU 上由此得到的加速，这里没有测。内存只统计张量，不含算子自用的部分。',
  },
  anchors: [
    {
      text: {
        en: 'At n = 16,384 attention in pieces takes 59 times less memory beyond inputs and outputs in inference, and 32 times less in differentiation.',
        zh: 'n = 16,384 时，分块计算使推理的额外内存降到 1/59，求导的额外内存降到 1/32。',
      },
      cite: 'rabe2021',
      at: { en: 'abstract', zh: '摘要' },
    },
    {
      text: {
        en: 'Attention of GPT-2 medium, forward and back, n = 1,024, A100: more arithmetic, 75.2 for 66.6 GFLOP, less traffic, 4.4 for 40.3 GB, less time, 7.3 for 41.7 ms.',
        zh: 'GPT-2 medium 的注意力，前向加反向，n = 1,024，A100：运算更多（66.6 增至 75.2 GFLOP），读写更少（40.3 减至 4.4 GB），时间更短（41.7 减至 7.3 毫秒）。',
      },
      cite: 'dao2022',
      at: { en: 'Figure 2, left', zh: '图 2 左' },
    },
    {
      text: {
        en: 'The online softmax makes a softmax up to 1.3 times as fast, and one fused with top-k up to 5 times.',
        zh: '在线 softmax 使 softmax 最多快到 1.3 倍，与 top-k 融合时最多快到 5 倍。',
      },
      cite: 'milakov2018',
      at: { en: 'abstract', zh: '摘要' },
    },
  ],
  predictions: {
    'the-matrix-is-all': {
      statement: {
        en: 'With the matrix scores and weights are nearly all that is held: 8n² + 8nd bytes.',
        zh: '保存矩阵时，内存几乎全是得分与权重：8n² + 8nd 字节。',
      },
      quantity: 'full-peak',
      predicted: predictedMegabytes('full-peak'),
      within: 1.1,
    },
    'blocks-are-linear': {
      statement: {
        en: 'In blocks of 128 keys memory grows as n.',
        zh: '每块 128 个键时，内存与 n 成正比。',
      },
      quantity: 'blocks-128-peak-exponent',
      predicted: constant(1, 'exponent'),
      within: 1.05,
    },
    'same-work-same-time': {
      statement: {
        en: 'The arithmetic is the same, so that blocks of 128 keys take as long as the whole matrix.',
        zh: '运算量相同，每块 128 个键的用时应与整个矩阵相同。',
      },
      quantity: 'blocks-128-over-full',
      predicted: constant(1, 'ratio'),
      within: 1.25,
      remark: {
        en: 'A block cannot use the library’s softmax, which keeps its sums to itself: its own is put together from four general kernels. All keys in a single block, with nothing to merge, take much longer than the matrix, too.',
        zh: '分块用不上计算库的 softmax，因为那个算子不把和交出来；只好用四个通用算子拼。全部键合成一块，什么也不合并，用时也比整个矩阵长得多。',
      },
    },
    'one-product-more': {
      statement: {
        en: 'Computing the weights again costs one product of seven: gradients take 7/6 of the time.',
        zh: '重算权重要多做一次矩阵乘法：梯度的用时为原来的 7/6。',
      },
      quantity: 'gradient-recomputed-over-gradient-full',
      predicted: workRatio({ of: at('gradient-recomputed'), over: at('gradient-full') }),
      within: 1.25,
      remark: {
        en: 'The kernels between the products are others, as in the forward pass: many small ones in place of one. Beside gradients of blocks that keep their weights, made of the same kernels, computing again saves time.',
        zh: '矩阵乘法之间的算子不同，和前向一样：许多小的顶替了一个大的。与留着权重的分块相比，用的是同样的算子，重算反而省时间。',
      },
    },
    'gradients-keep-nothing': {
      statement: {
        en: 'Gradients that compute the weights again grow as n in memory, like the forward pass.',
        zh: '重算权重的梯度，内存与 n 成正比，和前向一样。',
      },
      quantity: 'gradient-recomputed-peak-exponent',
      predicted: constant(1, 'exponent'),
      within: 1.05,
    },
  },
  caseLabels,
  quantities: memoryQuantities,
  figures: {
    'peak-memory': memory(['full', 'blocks-512', 'blocks-128', 'blocks-32'], {
      en: 'Most memory at one time against sequence length',
      zh: '内存峰值与序列长度',
    }),
    'peak-memory-of-gradients': memory(gradients, {
      en: 'Most memory of forward pass and gradients against sequence length',
      zh: '前向与梯度的内存峰值与序列长度',
    }),
    'time-over-length': timeOf(forward, {
      en: 'Time of attention against sequence length, one thread',
      zh: '注意力的用时与序列长度（单线程）',
    }),
    'gradient-time': timeOf(gradients, {
      en: 'Time of forward pass and gradients against sequence length, one thread',
      zh: '前向与梯度的用时与序列长度（单线程）',
    }),
  },
});
