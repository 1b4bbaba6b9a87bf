import type { IntervalRow } from '#charts/interval-bars.ts';
import type { ChartSeries } from '#charts/line-chart.ts';
import { type ExactRule, evaluate, type QuantityRule, workRatio } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { describeRows, describeSeries } from './describe-chart.ts';
import {
  byWork,
  chainPredictions,
  everyThread,
  noGain,
  orderIsFree,
} from './dispatch-or-parallelism-predictions.ts';
import {
  chainQuantities,
  type Factor,
  factors,
  linkRatio,
  longest,
  pointOfLink,
} from './dispatch-or-parallelism-quantities.ts';
import { defineFigures, type Locale, type Localised } from './figure.ts';
import { formatQuantity } from './format-quantity.ts';
import { networkStyles, threadsOf } from './record-series.ts';

const links = ['lstm', 'lstm-fused', 'independent-rows', 'one-product', 'encoder-layer'] as const;
const lengths = [64, 256, 1024];

const caseLabels = {
  lstm: { en: 'LSTM, op by op', zh: 'LSTM 逐算子' },
  'lstm-fused': { en: 'LSTM, fused', zh: 'LSTM 融合' },
  'independent-rows': { en: 'independent rows', zh: '互不依赖的行' },
  'one-product': { en: 'one product', zh: '一次矩阵乘法' },
  'encoder-layer': { en: 'encoder layer', zh: '编码器层' },
  'lstm-hoisted-bound': { en: 'hoisted LSTM, its products', zh: '投影提前的 LSTM：仅乘法' },
};

const whole: Localised = { en: 'LSTM over encoder layer', zh: 'LSTM ÷ 编码器层' };
const factorNames = {
  dispatch: { en: 'dispatch', zh: '派发' },
  order: { en: 'order', zh: '次序' },
  gemm: { en: 'GEMM', zh: '矩阵' },
  work: { en: 'work', zh: '工作量' },
} satisfies Record<Factor, Localised>;
const factorLabels = {
  dispatch: { en: 'dispatch: op by op over fused', zh: '派发：逐算子 ÷ 融合' },
  order: { en: 'order: in turn over independent', zh: '次序：依次 ÷ 互不依赖' },
  gemm: { en: 'GEMM: n rows over one product', zh: '矩阵：n 行 ÷ 一次乘法' },
  work: { en: 'work: product over encoder', zh: '工作量：乘法 ÷ 编码器层' },
} satisfies Record<Factor, Localised>;
/** Each factor in the colour of the case that it leaves behind. */
const factorStyles = {
  dispatch: networkStyles.lstm,
  order: networkStyles['lstm-fused'],
  gemm: networkStyles['independent-rows'],
  work: networkStyles['one-product'],
} as const;

const secondCore = {
  lstm: 'lstm-second-core',
  'lstm-fused': 'fused-second-core',
  'independent-rows': 'rows-second-core',
  'one-product': 'product-second-core',
  'encoder-layer': 'encoder-second-core',
} as const satisfies Record<(typeof links)[number], string>;

function rowOf(
  label: Localised,
  rule: QuantityRule,
  color: IntervalRow['color'],
  locale: Locale,
  record: MeasuredRecord,
  prediction?: ExactRule,
): IntervalRow {
  const value = evaluate(rule, record);
  if (value.kind !== 'timed') throw new TypeError('A ratio of times is timed.');
  const { estimate, low, high } = value.interval(0.95);
  return {
    label: label[locale],
    ...{ value: estimate, low, high, color },
    text: formatQuantity(value, locale),
    ...(prediction && { predicted: prediction.value(record) }),
  };
}

/** A factor over the length of the sequence, on one thread. */
function factorSeries(factor: Factor, locale: Locale, record: MeasuredRecord): ChartSeries {
  const { of, over } = factors[factor];
  const points = lengths.map((n) => {
    const value = evaluate(linkRatio(of, over, 'one', n), record);
    if (value.kind !== 'timed') throw new TypeError('A ratio of times is timed.');
    const { estimate, low, high } = value.interval(0.95);
    return { x: n, y: estimate, low, high };
  });
  const label = factorNames[factor][locale];
  return { id: factor, label, kind: 'measured', ...factorStyles[factor], points };
}

export default defineFigures({
  experiment: 'dispatch-or-parallelism',
  title: { en: 'Dispatch or parallelism', zh: '差距从哪里来：派发、次序还是并行' },
  question: {
    en: 'An LSTM run op by op and an encoder layer take different times over the same n vectors. How much of the gap is dispatch, how much is order, how much is the efficiency of large matrix products, how much is work, and how much is a second core?',
    zh: '同样的 n 个向量，逐算子运行的 LSTM 与编码器层用时不同。这差距有多少来自派发，多少来自先后次序，多少来自大矩阵乘法的效率，多少来自运算量，多少来自第二个核？',
  },
  prediction: {
    en: 'The factors multiply to the whole, since each case is the next one’s start. Order costs nothing on one thread, which does one product after another anyway: 1. Work is 16nd² over 24nd² + 4n²d, that is 0.4 at n = 4d. A second core gives nothing to a chain of n steps, and halves the time of n rows that do not wait for each other. Dispatch and the efficiency of matrix products have no closed form.',
    zh: '链条环环相扣，各因子之积恰为总差距。单线程本来就一次只做一个乘法，次序不花时间，因子为 1。运算量之比是 16nd² 比 24nd² + 4n²d，n = 4d 时为 0.4。第二个核帮不了 n 步的链条，却能把互不等待的 n 行的用时减半。派发与矩阵乘法的效率没有公式可算。',
  },
  equality: {
    en: 'The LSTM op by op and fused are one function. The independent rows, the one product and the products of the hoisted LSTM are one function too: [x, h]·W of n rows. Each agrees with its float64 oracle and with its twin to float32 rounding (E1). LSTM, products and encoder layer are three different functions: the chain compares their time, not their results.',
    zh: '逐算子与融合的 LSTM 是同一个函数。互不依赖的行、一次矩阵乘法、投影提前的 LSTM 的乘法也是同一个函数：n 行的 [x, h]·W。它们各自与 float64 参考实现一致，彼此也一致，相差不超过 float32 舍入（E1）。LSTM、乘法与编码器层则是三个不同的函数：链条比的是用时，不是结果。',
  },
  limits: {
    en: 'The rows are entries of TensorFlow’s BatchMatMulV2, a gate at a time, [1, 2d] × [2d, d]; the fused LSTM (BlockLSTMV2) multiplies a whole row by all gates and applies them, so that order also holds the gates’ activations and the difference between the two kernels. The op-by-op LSTM hoists its input projection, the fused kernel does not. Dispatch is that of TensorFlow.js: a compiled graph pays less. d = 256, one sequence, two cores: where thousands of lanes wait for work, order weighs more than here.',
    zh: '各行是 TensorFlow 的 BatchMatMulV2 的批次项，每次一个门，[1, 2d] × [2d, d]；融合 LSTM（BlockLSTMV2）则用一行去乘全部的门，再算激活，所以“次序”里还含有门的激活和两个算子之别。逐算子 LSTM 提前算好输入投影，融合算子则没有。派发的代价是 TensorFlow.js 的，编译过的计算图要小一些。d = 256，单个序列，两个核；在有成千上万条通道等着干活的设备上，次序的分量要比这里重。',
  },
  anchors: [
    {
      text: {
        en: 'The price of order on a device with many lanes: the same translation model takes 13.2 µs a token in a whole training step, forward and backward, where all target positions are known, and 46 µs a token in the decoder’s greedy steps, forward alone (TPUv2).',
        zh: '在通道很多的设备上，次序的代价：同一个翻译模型，训练时目标位置全部已知，前向加反向每个词元 13.2 µs；贪心解码时，解码器单做前向每个词元就要 46 µs（TPUv2）。',
      },
      cite: 'shazeer2019',
      at: { en: 'Table 2', zh: '表 2' },
    },
  ],
  predictions: chainPredictions,
  caseLabels,
  quantities: chainQuantities,
  figures: {
    chain: {
      title: {
        en: 'The gap between an LSTM and an encoder layer, factor by factor, one thread',
        zh: '单线程下 LSTM 与编码器层之间的差距，逐个因子',
      },
      kinds: ['dispatch', 'gemm'],
      chart(record, locale) {
        const theory: Partial<Record<Factor, ExactRule>> = { order: orderIsFree, work: byWork };
        const rows = [
          rowOf(whole, linkRatio('lstm', 'encoder-layer'), 'ink', locale, record),
          ...(Object.keys(factors) as Factor[]).map((factor) => {
            const rule = linkRatio(factors[factor].of, factors[factor].over);
            const { color } = factorStyles[factor];
            return rowOf(factorLabels[factor], rule, color, locale, record, theory[factor]);
          }),
        ];
        return {
          kind: 'interval-bars',
          title: this.title[locale],
          description: describeRows(rows, locale),
          x: {
            label: {
              en: `ratio of times at n = ${longest}; the factors multiply to the first row`,
              zh: `n = ${longest} 时的用时之比；各因子之积为第一行`,
            }[locale],
            shortLabel: { en: 'ratio of times', zh: '用时之比' }[locale],
            scale: 'log',
            ticks: [0.2, 0.5, 1, 2, 5, 10, 20],
          },
          reference: 1,
          rows,
          predictedLabel: { en: 'theory', zh: '理论值' }[locale],
        };
      },
    },
    'second-core': {
      title: {
        en: 'What all threads give over one, along the chain',
        zh: '沿着链条，全部线程相对单线程的加速比',
      },
      kinds: ['cores'],
      chart(record, locale) {
        const threads = threadsOf(record, 'encoder-layer@all');
        const rows = links.map((link) => {
          const rule = chainQuantities[secondCore[link]]?.rule as QuantityRule;
          const theory = link.startsWith('lstm') ? noGain : everyThread;
          return rowOf(caseLabels[link], rule, networkStyles[link].color, locale, record, theory);
        });
        return {
          kind: 'interval-bars',
          title: this.title[locale],
          description: describeRows(rows, locale),
          x: {
            label: {
              en: `time on one thread over ${threads} threads (n = ${longest})`,
              zh: `单线程用时 ÷ ${threads} 线程用时（n = ${longest}）`,
            }[locale],
            shortLabel: { en: `speed-up by ${threads} threads`, zh: `${threads} 线程的加速比` }[
              locale
            ],
            scale: 'linear',
            min: 0,
            max: Math.max(1.1 * threads, ...rows.map(({ high }) => high ?? 0)),
            ticks: [0, 0.25, 0.5, 0.75, 1].map((share) => share * threads),
          },
          reference: 1,
          rows,
          predictedLabel: { en: 'predicted', zh: '预测' }[locale],
        };
      },
    },
    'chain-over-length': {
      title: {
        en: 'The factors of the gap against sequence length, one thread',
        zh: '单线程下差距的各个因子与序列长度',
      },
      kinds: ['dispatch', 'gemm'],
      chart(record, locale) {
        const series = (Object.keys(factors) as Factor[]).map((factor) =>
          factorSeries(factor, locale, record),
        );
        const theory = (id: string, label: string, y: (n: number) => number): ChartSeries => ({
          ...{ id, label, kind: 'theory', marker: 'circle' },
          color: id === 'by-work' ? factorStyles.work.color : 'muted',
          points: lengths.map((x) => ({ x, y: y(x) })),
        });
        const product = (n: number) => pointOfLink('one-product', 'one', n);
        const encoder = (n: number) => pointOfLink('encoder-layer', 'one', n);
        return {
          kind: 'lines',
          title: this.title[locale],
          description: describeSeries(series, { symbol: 'n', unit: '×' }, locale),
          x: {
            label: { en: 'sequence length n', zh: '序列长度 n' }[locale],
            scale: 'log',
            ticks: lengths,
          },
          y: {
            label: {
              en: 'Ratio of times (95 % interval)',
              zh: '用时之比（95% 置信区间）',
            }[locale],
            scale: 'log',
            ticks: [0.1, 0.2, 0.5, 1, 2, 5, 10],
          },
          series: [
            ...series,
            theory('no-difference', '', () => 1),
            theory('by-work', { en: 'ratio of work', zh: '运算量之比' }[locale], (n) =>
              workRatio({ of: product(n), over: encoder(n) }).value(record),
            ),
          ],
        };
      },
    },
  },
});
