import type { ChartSeries } from '#charts/line-chart.ts';
import { constant, workRatio } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { describeSeries } from './describe-chart.ts';
import { defineFigures, type FigureDefinition, type Localised } from './figure.ts';
import { rateOf, timeSeries, workLine } from './record-series.ts';
import { networks, stepOf, trainingQuantities } from './training-step-quantities.ts';

const labels = {
  lstm: { en: 'LSTM, op by op', zh: 'LSTM 逐算子' },
  gru: { en: 'GRU, op by op', zh: 'GRU 逐算子' },
  'lstm-fused': { en: 'LSTM, fused', zh: 'LSTM 融合' },
  transformer: { en: 'Transformer block', zh: 'Transformer 块' },
};

/** The same record as if it had measured one batch size alone: its cases go by their networks. */
function ofBatch(record: MeasuredRecord, batchSize: number): MeasuredRecord {
  const suffix = `-b${batchSize}@`;
  return {
    ...record,
    cases: record.cases
      .filter(({ id }) => id.includes(suffix))
      .map((each) => ({ ...each, id: each.id.replace(suffix, '@') })),
    estimates: record.estimates
      .filter((each) => each.case.includes(suffix))
      .map((each) => ({ ...each, case: each.case.replace(suffix, '@') })),
  };
}

/** The block's work at the highest rate it reaches, in a step of sixteen sequences. */
function boundOf(record: MeasuredRecord, batchSize: number, label: string): ChartSeries {
  const { case: best, at } = stepOf('transformer', 16);
  const flopsPerMs = rateOf(record, best, at);
  return workLine(record, stepOf('transformer', batchSize).case, flopsPerMs, label, 'blue');
}

/** Ends of an axis that holds the times of both batch sizes, so that the figures compare. */
function extentOf(records: readonly MeasuredRecord[]): { min: number; max: number } {
  const times = records.flatMap((each) => each.estimates.flatMap((e) => [e.lowMs, e.highMs]));
  const bounds = records.flatMap((each) => boundOf(each, 1, '').points.map(({ y }) => y));
  return { min: Math.min(...times, ...bounds) / 1.3, max: 1.3 * Math.max(...times) };
}

function stepTime(batchSize: number, title: Localised): FigureDefinition {
  return {
    title,
    kinds: ['dispatch', 'gemm'],
    chart(record, locale, local) {
      const own = local && ofBatch(local, batchSize);
      const series = timeSeries(networks, labels, locale, ofBatch(record, batchSize), own).map(
        (each) => (each.case ? { ...each, case: each.case.replace('@', `-b${batchSize}@`) } : each),
      );
      const bound = { en: 'work at the block’s best rate', zh: '按 Transformer 块的最高速率' };
      return {
        kind: 'lines',
        title: this.title[locale],
        description: describeSeries(series, { symbol: 'n', unit: ' ms' }, locale),
        x: {
          label: { en: 'sequence length n', zh: '序列长度 n' }[locale],
          scale: 'log',
          ticks: [16, 64, 256],
        },
        y: {
          label: {
            en: 'Time of a training step, ms (95 % interval)',
            zh: '训练步用时（毫秒；95% 置信区间）',
          }[locale],
          shortLabel: { en: 'Training step, ms', zh: '训练步用时（毫秒）' }[locale],
          scale: 'log',
          ticks: [0.1, 1, 10, 100, 1000],
          ...extentOf(local ? [record, local] : [record]),
        },
        series: [...series, boundOf(record, batchSize, bound[locale])],
      };
    },
  };
}

export default defineFigures({
  experiment: 'training-step',
  title: { en: 'A training step, recurrent and parallel', zh: '循环与并行的训练步' },
  question: {
    en: 'In training every token of the text is known beforehand. What does a step of a recurrent network cost all the same, what that of a Transformer block with as many weights, and what does a batch change?',
    zh: '训练时，全文的词元事先都已知道。循环网络的一个训练步仍要多少时间？参数量相同的 Transformer 块呢？增大批量又会改变什么？',
  },
  prediction: {
    en: 'Forward, gradients of what each product reads and gradients of its weights: three forward passes of multiplications and additions, 3(16nd² + 4nVd) for the LSTM and 3(16nd² + 4n²d + 4nVd) for the block. The LSTM runs n dependent steps forward and n back, so that its time grows as n with a large constant; a batch of B sequences shares these steps, so that the gap closes as B grows.',
    zh: '前向、对输入的梯度、对权重的梯度，合计三次前向的乘加：LSTM 为 3(16nd² + 4nVd)，Transformer 块为 3(16nd² + 4n²d + 4nVd)。LSTM 前向要串行 n 步，反向又是 n 步，用时与 n 成正比，常数很大；一批 B 条序列共用这些步，所以 B 越大，差距越小。',
  },
  equality: {
    en: 'The LSTM run op by op and the fused one compute the same step (E2). For every network the loss, and the slope of the loss along a direction through all weights, agree with a float64 oracle that differentiates by central differences. LSTM, GRU and block are different functions, with as many weights to 1 %.',
    zh: '逐算子 LSTM 与融合 LSTM 计算同一个训练步（E2）。每个网络的损失，以及损失沿全部权重的一个方向的变化率，都与用中心差分求导的 float64 参考实现一致。LSTM、GRU 与 Transformer 块是不同的函数，参数量相差不超过 1%。',
  },
  limits: {
    en: 'One layer, d = 128, a vocabulary of 64, one thread, random tokens; the step is timed, not what the networks learn from it. With one native kernel for the whole recurrence most of the gap was calls, not order, and is gone; on a machine with thousands of cores order is what remains.',
    zh: '一层，d = 128，词表 64，单线程，词元随机；测的是一步的用时，不是学到了什么。整个循环合成一个原生算子后，差距里属于调用的部分就消失了；在有上千个核的机器上，剩下的才是先后次序。',
  },
  anchors: [
    {
      text: {
        en: 'The base Transformer was trained for 100,000 steps of about 0.4 s each, 12 hours on 8 P100 GPUs, each step on about 25,000 source and 25,000 target tokens.',
        zh: 'Transformer base 训练 10 万步，每步约 0.4 秒，8 块 P100 共 12 小时；每步约 25,000 个源词元和 25,000 个目标词元。',
      },
      cite: 'vaswani2017',
      at: { en: 'section 5.1 and 5.2', zh: '第 5.1、5.2 节' },
    },
    {
      text: {
        en: 'Training takes 13.2 µs a token where greedy decoding takes 46 µs a token in the decoder alone: in training all positions of the target are computed at once.',
        zh: '训练每词元 13.2 µs，而贪心解码仅解码器每词元就要 46 µs：训练时，目标序列的所有位置一起计算。',
      },
      cite: 'shazeer2019',
      at: { en: 'Table 2', zh: '表 2' },
    },
  ],
  predictions: {
    'lstm-is-linear': {
      statement: {
        en: 'The LSTM run op by op makes n steps of equal cost: its time grows as n.',
        zh: '逐算子 LSTM 走 n 步，每步代价相同：用时与 n 成正比。',
      },
      quantity: 'lstm-exponent-b1',
      predicted: constant(1, 'exponent'),
      within: 1.15,
    },
    'transformer-flattens': {
      statement: {
        en: 'At B = 1 the calls of the block outweigh its arithmetic: between n = 16 and 256 its time grows half as fast as n on the logarithmic scale.',
        zh: 'B = 1 时，Transformer 块的调用比运算更花时间：n 从 16 到 256，用时的增长在对数坐标上只有 n 的一半。',
      },
      quantity: 'transformer-exponent-b1',
      predicted: constant(0.5, 'exponent'),
      within: 1.5,
      remark: {
        en: 'Flatter than foreseen: the calls of a step, and Adam over 148,000 weights, are a floor that hardly depends on n.',
        zh: '比预想的还平：一步的调用，加上对 14.8 万个权重做的 Adam，是一笔几乎与 n 无关的底价。',
      },
    },
    'the-batch-closes-the-gap': {
      statement: {
        en: 'Sixteen sequences share the LSTM’s calls and multiply the block’s arithmetic: the lead shrinks, at most by 16; by half of that on the logarithmic scale.',
        zh: '16 条序列共用 LSTM 的调用，却让 Transformer 块的运算增加到 16 倍：领先会缩小，最多 16 倍，取对数坐标上的一半，即 4 倍。',
      },
      quantity: 'lstm-gap-closed',
      predicted: constant(4, 'ratio'),
      within: 2,
    },
    'fused-by-work': {
      statement: {
        en: 'With the calls gone, arithmetic decides: for 16 sequences the fused LSTM and the block differ as their multiplications and additions do.',
        zh: '调用省去之后由运算量决定：16 条序列时，融合 LSTM 与 Transformer 块的用时之比等于运算量之比。',
      },
      quantity: 'lstm-fused-over-transformer-b16',
      predicted: workRatio({ of: stepOf('lstm-fused', 16), over: stepOf('transformer', 16) }),
      within: 2,
    },
  },
  caseLabels: Object.fromEntries(
    networks.flatMap((network) =>
      [1, 16].map((B) => {
        const { en, zh } = labels[network];
        return [`${network}-b${B}`, { en: `${en}, B = ${B}`, zh: `${zh}，B = ${B}` }];
      }),
    ),
  ),
  quantities: trainingQuantities,
  figures: {
    'step-time-b1': stepTime(1, {
      en: 'Time of a training step against sequence length, one sequence, one thread',
      zh: '训练步用时与序列长度（单条序列，单线程）',
    }),
    'step-time-b16': stepTime(16, {
      en: 'Time of a training step against sequence length, sixteen sequences, one thread',
      zh: '训练步用时与序列长度（16 条序列，单线程）',
    }),
  },
});
