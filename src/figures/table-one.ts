import type { ChartSeries } from '#charts/line-chart.ts';
import { constant, evaluate, ratio } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { describeSeries } from './describe-chart.ts';
import { defineFigures, type Locale, type Localised } from './figure.ts';
import { findingSeries } from './finding-series.ts';
import { at, table, tableQuantities, widths } from './table-one-quantities.ts';
import { timeFigure } from './time-figure.ts';

const ticks = [64, 256, 1024, 2048];

const caseLabels: Record<string, Localised> = {
  banded: { en: 'attention in a band', zh: '带状注意力' },
  'linear-attention': { en: 'linear attention', zh: '线性注意力' },
  convolution: { en: 'convolution', zh: '卷积' },
  ...Object.fromEntries(
    widths.flatMap((d) => [
      [`attention-${d}`, { en: `attention, d = ${d}`, zh: `注意力，d = ${d}` }],
      [`lstm-${d}`, { en: `LSTM, d = ${d}`, zh: `LSTM，d = ${d}` }],
    ]),
  ),
};

/** Time of the LSTM over that of attention, a line for each width, over n/4d: they cross 1 at 1, if work decides. */
function ratioSeries(record: MeasuredRecord, locale: Locale): ChartSeries[] {
  const styles = [
    { color: 'gold', marker: 'square' },
    { color: 'green', marker: 'triangle' },
    { color: 'blue', marker: 'circle' },
    { color: 'purple', marker: 'diamond' },
  ] as const;
  return widths.map((d, place) => ({
    id: `ratio-${d}`,
    label: `d = ${d}`,
    kind: 'measured',
    ...(styles[place] as (typeof styles)[number]),
    points: ticks.map((n) => {
      const value = evaluate(
        ratio({ of: at(`lstm-${d}`, n), over: at(`attention-${d}`, n) }),
        record,
      );
      if (value.kind !== 'timed') throw new TypeError(`A ratio is timed (${locale}).`);
      const { estimate, low, high } = value.interval(0.95);
      return { x: n / (4 * d), y: estimate, low, high };
    }),
  }));
}

export default defineFigures({
  experiment: 'table-one',
  title: { en: 'Table 1, measured', zh: '实测表 1' },
  question: {
    en: 'The paper that introduced the Transformer compares layers by their complexity: n²d for self-attention, nd² for recurrence, knd² for convolution, rnd for attention in a neighbourhood. Does time follow these, and where does n²d overtake nd²?',
    zh: '提出 Transformer 的论文按复杂度比较各种层：自注意力 n²d，循环 nd²，卷积 knd²，局部注意力 rnd。用时跟着它们走吗？n²d 在哪里超过 nd²？',
  },
  prediction: {
    en: 'Exponents in n: 2 for attention, 1 for all others. Attention makes 4n²d multiplications and additions, the LSTM 16nd²: they should cross at n = 4d.',
    zh: '对 n 的指数：注意力为 2，其余都为 1。注意力的乘加是 4n²d 次，LSTM 是 16nd² 次：应当在 n = 4d 处相交。',
  },
  equality: {
    en: 'Different functions, each against its own float64 oracle (E1). What is compared is how time grows, not what is computed.',
    zh: '各是各的函数，分别与自己的 float64 参考实现核对（E1）。比较的是用时怎样增长，不是算出了什么。',
  },
  limits: {
    en: 'Cores of layers: attention without projections, one head as wide as the model; the LSTM in one kernel, its input product not taken out of the chain. One thread. What a position has of another is found out for untrained layers, of attention with its projections.',
    zh: '只测各层的核心：注意力不含投影，一个头与模型同宽；LSTM 是一个融合算子，输入的乘法没有提到链外。单线程。一个位置受另一个位置的影响，是对未训练的层查的，其中注意力带投影。',
  },
  anchors: [
    {
      text: {
        en: 'Self-attention n²·d, 1 sequential operation, path 1; recurrent n·d², n, n; convolutional k·n·d², 1, log_k n; restricted self-attention r·n·d, 1, n/r.',
        zh: '自注意力 n²·d，顺序操作 1，路径 1；循环 n·d²，n，n；卷积 k·n·d²，1，log_k n；受限自注意力 r·n·d，1，n/r。',
      },
      cite: 'vaswani2017',
      at: { en: 'Table 1', zh: '表 1' },
    },
  ],
  predictions: {
    'attention-is-quadratic': {
      statement: { en: 'The time of attention grows as n².', zh: '注意力的用时按 n² 增长。' },
      quantity: 'attention-128-exponent',
      predicted: constant(2, 'exponent'),
      within: 1.1,
    },
    'recurrence-is-linear': {
      statement: { en: 'The time of the LSTM grows as n.', zh: 'LSTM 的用时按 n 增长。' },
      quantity: 'lstm-128-exponent',
      predicted: constant(1, 'exponent'),
      within: 1.1,
    },
    'attention-is-linear-in-width': {
      statement: {
        en: 'At a given length, the time of attention grows as d.',
        zh: '长度一定时，注意力的用时按 d 增长。',
      },
      quantity: 'attention-width-exponent',
      predicted: constant(1, 'exponent'),
      within: 1.15,
    },
    'recurrence-is-quadratic-in-width': {
      statement: {
        en: 'At a given length, the time of the LSTM grows as d².',
        zh: '长度一定时，LSTM 的用时按 d² 增长。',
      },
      quantity: 'lstm-width-exponent',
      predicted: constant(2, 'exponent'),
      within: 1.15,
    },
    'bands-are-linear': {
      statement: {
        en: 'The time of attention in a band grows as n.',
        zh: '带状注意力的用时按 n 增长。',
      },
      quantity: 'banded-exponent',
      predicted: constant(1, 'exponent'),
      within: 1.1,
      remark: {
        en: 'At 256 positions the calls, which do not grow with the text, are still a large part of the time.',
        zh: '256 个位置时，不随文本增长的调用仍占用时的一大部分。',
      },
    },
    'linear-attention-is-linear': {
      statement: {
        en: 'The time of linear attention grows as n.',
        zh: '线性注意力的用时按 n 增长。',
      },
      quantity: 'linear-attention-exponent',
      predicted: constant(1, 'exponent'),
      within: 1.15,
      remark: {
        en: 'Calls again: at 256 positions they are a large part of the time, and do not grow.',
        zh: '又是调用：256 个位置时，它们占用时的一大部分，而且不增长。',
      },
    },
  },
  caseLabels,
  quantities: tableQuantities,
  figures: {
    'time-over-length': timeFigure({
      title: {
        en: 'Time of the rows of Table 1 against sequence length, one thread',
        zh: '表 1 各行的用时与序列长度（单线程）',
      },
      kinds: ['gemm', 'less-work'],
      networks: table,
      labels: caseLabels,
      x: {
        label: { en: 'sequence length n', zh: '序列长度 n' },
        symbol: 'n',
        scale: 'log',
        ticks,
      },
      ticksMs: [0.01, 0.1, 1, 10, 100],
    }),
    crossing: {
      title: {
        en: 'Time of the LSTM over that of attention, against length over four widths',
        zh: 'LSTM 与注意力的用时之比，横轴为长度除以四倍宽度',
      },
      kinds: ['less-work', 'gemm'],
      chart(record, locale) {
        const series = ratioSeries(record, locale);
        const line = [1 / 16, 16].map((x) => ({ x, y: 1 / x }));
        return {
          kind: 'lines',
          title: this.title[locale],
          description: describeSeries(
            series,
            { symbol: 'n/4d', unit: { en: ' times', zh: ' 倍' }[locale] },
            locale,
          ),
          x: { label: 'n / 4d', scale: 'log', ticks: [0.1, 1, 10] },
          y: {
            label: {
              en: 'LSTM over attention (95 % interval)',
              zh: 'LSTM 与注意力之比（95% 置信区间）',
            }[locale],
            scale: 'log',
            ticks: [0.1, 1, 10, 100],
          },
          series: [
            ...series,
            {
              id: 'by-work',
              label: { en: 'by work', zh: '按运算量' }[locale],
              kind: 'theory',
              color: 'grey',
              marker: 'circle',
              points: line,
            },
          ],
        };
      },
    },
    reach: {
      title: {
        en: 'How much of the first position is in the last, untrained',
        zh: '末位受首位的影响（未训练）',
      },
      kinds: [],
      chart(record, locale, local) {
        const networks = ['attention-128', 'lstm-128'];
        const series = findingSeries('reach', networks, caseLabels, locale, record, { local });
        // An influence of 0 has no place on a logarithmic axis.
        const shown = series.map((each) => ({
          ...each,
          points: each.points.filter(({ y }) => y > 1e-12),
        }));
        return {
          kind: 'lines',
          title: this.title[locale],
          description: describeSeries(shown, { symbol: 'n', unit: '' }, locale),
          x: { label: { en: 'sequence length n', zh: '序列长度 n' }[locale], scale: 'log', ticks },
          y: {
            label: { en: '‖∂yₙ/∂x₁‖ over ‖∂yₙ/∂xₙ‖', zh: '‖∂yₙ/∂x₁‖ 与 ‖∂yₙ/∂xₙ‖ 之比' }[locale],
            scale: 'log',
            ticks: [1e-12, 1e-9, 1e-6, 1e-3, 1],
          },
          series: shown,
        };
      },
    },
  },
});
