import type { ChartAxis, ChartSeries, LineChart } from '#charts/line-chart.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { describeSeries } from './describe-chart.ts';
import { defineFigures, type Locale } from './figure.ts';
import {
  networkStyles,
  rateOf,
  speedUpSeries,
  threadsOf,
  timeSeries,
  workLine,
} from './record-series.ts';
import { allLayersQuantities } from './sequence-length-layers-quantities.ts';
import { sequenceLengthPredictions } from './sequence-length-predictions.ts';
import { encoderAndLstmQuantities } from './sequence-length-quantities.ts';

const networks = ['lstm', 'encoder-layer', 'lstm-fused'] as const;
const allLayers = ['lstm', 'gru', 'elman', 'encoder-layer', 'attention', 'convolution'] as const;
const ticks = [16, 32, 64, 128, 256, 512, 1024];

function lengthAxis(locale: Locale): ChartAxis {
  return { label: { en: 'sequence length n', zh: '序列长度 n' }[locale], scale: 'log', ticks };
}

/** The line of a case's work at the rate of the largest matrix product. */
function atRoof(
  record: MeasuredRecord,
  caseId: string,
  label: string,
  color: ChartSeries['color'],
): ChartSeries {
  return workLine(record, caseId, rateOf(record, 'matrix-product@one', 1024), label, color);
}

function timeChart(
  title: string,
  locale: Locale,
  series: ChartSeries[],
  theory: ChartSeries[],
): LineChart {
  return {
    kind: 'lines',
    title,
    description: describeSeries(series, { symbol: 'n', unit: ' ms' }, locale),
    x: lengthAxis(locale),
    y: {
      label: { en: 'Time, ms (95 % interval)', zh: '用时（毫秒；95% 置信区间）' }[locale],
      scale: 'log',
      ticks: [0.01, 0.1, 1, 10, 100, 1000],
    },
    series: [...series, ...theory],
  };
}

/** A thin level line at a speed-up. */
function level(id: string, y: number, label: string): ChartSeries {
  const points = ticks.map((x) => ({ x, y }));
  return { id, label, kind: 'theory', color: 'muted', marker: 'circle', points };
}

const caseLabels = {
  'encoder-layer': { en: 'encoder layer', zh: '编码器层' },
  lstm: { en: 'LSTM, op by op', zh: 'LSTM 逐算子' },
  'lstm-fused': { en: 'LSTM, fused', zh: 'LSTM 融合' },
  elman: { en: 'Elman, op by op', zh: 'Elman 逐算子' },
  gru: { en: 'GRU, op by op', zh: 'GRU 逐算子' },
  'gru-fused': { en: 'GRU, fused steps', zh: 'GRU 融合' },
  attention: { en: 'self-attention', zh: '自注意力' },
  convolution: { en: 'convolution', zh: '卷积' },
  'matrix-product': { en: 'matrix product', zh: '矩阵乘法' },
};

export default defineFigures({
  experiment: 'sequence-length',
  title: { en: 'Time against sequence length', zh: '用时与序列长度' },
  question: {
    en: 'How does the time of one layer grow with the length of the sequence: of layers that take all positions at once (encoder layer, self-attention, convolution), and of recurrent ones that take them one after another (Elman, GRU, LSTM)?',
    zh: '序列变长，一层网络的用时怎样增长？编码器层、自注意力和卷积一次处理全部位置，Elman、GRU 和 LSTM 一步一步地走。',
  },
  prediction: {
    en: 'An encoder layer makes 24nd² + 4n²d multiplications and additions, an LSTM 16nd², each linear in n until n nears 6d. The LSTM needs n dependent steps, the encoder layer one. Time that followed work alone would lie on the thin lines.',
    zh: '编码器层要做 24nd² + 4n²d 次乘加运算，LSTM 要做 16nd² 次；n 未接近 6d 时，两者都与 n 成正比。LSTM 有 n 个相依的步骤，编码器层只有一步。若用时只由运算量决定，各点应落在细线上。',
  },
  equality: {
    en: 'The LSTM op by op and fused, and the GRU op by op and in fused steps, compute the same function: they agree to float32 rounding (E1), and each with a float64 oracle. The layers compared with each other are different functions of the same n vectors: only the shapes of input and output agree.',
    zh: '逐算子与融合的 LSTM、逐算子与融合的 GRU 各是同一个函数：彼此相差不超过 float32 舍入（E1），并都与 float64 参考实现一致。不同的层之间是不同的函数，只是输入同为 n 个向量、输入输出形状相同。',
  },
  limits: {
    en: 'One sequence at a time and d = 256: with a batch the recurrent steps grow into matrix products. On a processor with two cores; a device with thousands of lanes pays more for a chain of small steps. Beyond n = 6d the quadratic term outgrows the rest of an encoder layer.',
    zh: '每次只算一个序列，d = 256；若有一批序列，循环层的每一步就成了矩阵乘法。处理器只有两个核；有成千上万条通道的设备，会为一长串小步骤付出更大的代价。n 超过 6d 之后，二次项大于编码器层其余的运算量。',
  },
  anchors: [
    {
      text: {
        en: 'Per layer, self-attention O(n²·d) with O(1) sequential operations, a recurrent layer O(n·d²) with O(n), a convolution O(k·n·d²) with O(1).',
        zh: '每层：自注意力 O(n²·d)，顺序操作数 O(1)；循环层 O(n·d²)，顺序操作数 O(n)；卷积层 O(k·n·d²)，顺序操作数 O(1)。',
      },
      cite: 'vaswani2017',
      at: { en: 'Table 1', zh: '表 1' },
    },
  ],
  predictions: sequenceLengthPredictions,
  caseLabels,
  quantities: { ...encoderAndLstmQuantities, ...allLayersQuantities },
  figures: {
    'time-over-length': {
      title: {
        en: 'Time of one layer against sequence length, one thread',
        zh: '单线程下一层网络的用时与序列长度',
      },
      kinds: ['dispatch', 'gemm'],
      chart(record, locale, local) {
        const series = timeSeries(networks, caseLabels, locale, record, local);
        const bound = {
          en: { encoder: 'encoder’s work at matmul rate', lstm: 'LSTM’s work at matmul rate' },
          zh: { encoder: '编码器：按矩阵乘法速率', lstm: 'LSTM：按矩阵乘法速率' },
        }[locale];
        return timeChart(this.title[locale], locale, series, [
          atRoof(record, 'encoder-layer@one', bound.encoder, 'blue'),
          atRoof(record, 'lstm@one', bound.lstm, 'rust'),
        ]);
      },
    },
    'all-layers': {
      title: {
        en: 'Time of six layers against sequence length, one thread',
        zh: '单线程下六种层的用时与序列长度',
      },
      kinds: ['dispatch', 'gemm'],
      chart(record, locale, local) {
        const series = timeSeries(allLayers, caseLabels, locale, record, local);
        const bound = {
          en: {
            attention: 'attention’s work at matmul rate',
            elman: 'Elman’s work at matmul rate',
          },
          zh: { attention: '注意力：按矩阵乘法速率', elman: 'Elman：按矩阵乘法速率' },
        }[locale];
        return timeChart(this.title[locale], locale, series, [
          atRoof(record, 'attention@one', bound.attention, networkStyles.attention.color),
          atRoof(record, 'elman@one', bound.elman, networkStyles.elman.color),
        ]);
      },
    },
    'second-thread': {
      title: {
        en: 'What all threads give over one, against sequence length',
        zh: '全部线程相对单线程的加速比与序列长度',
      },
      kinds: ['cores'],
      chart(record, locale, local) {
        const series = speedUpSeries(networks, caseLabels, locale, record, local);
        const threads = threadsOf(record, 'encoder-layer@all');
        return {
          kind: 'lines',
          title: this.title[locale],
          description: describeSeries(series, { symbol: 'n', unit: '×' }, locale),
          x: lengthAxis(locale),
          y: {
            label: {
              en: `Time on one thread over ${threads} threads (95 % interval)`,
              zh: `单线程用时 ÷ ${threads} 线程用时（95% 置信区间）`,
            }[locale],
            shortLabel: {
              en: `Speed-up by ${threads} threads`,
              zh: `${threads} 线程的加速比`,
            }[locale],
            scale: 'linear',
            min: 0,
            max: 1.1 * threads,
            ticks: [0, 0.25, 0.5, 0.75, 1].map((share) => share * threads),
          },
          series: [
            ...series,
            level('no-gain', 1, ''),
            level('ideal', threads, { en: 'no loss', zh: '无损耗' }[locale]),
          ],
        };
      },
    },
  },
});
