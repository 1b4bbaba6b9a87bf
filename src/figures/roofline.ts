import type { ChartPoint, ChartSeries } from '#charts/line-chart.ts';
import { ownSeries } from '#charts/own-series.ts';
import { constant, evaluate, rate } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { bandwidth } from '#results/roof-rules.ts';
import { describeSeries } from './describe-chart.ts';
import { defineFigures, type Localised } from './figure.ts';
import {
  at,
  caseLabels,
  intensityOf,
  type Network,
  roofQuantities,
} from './roofline-quantities.ts';

/** Points of kernels over their intensity, in GFLOP/s. */
function pointsOf(record: MeasuredRecord, network: Network): ChartPoint[] {
  const found = record.cases.find(({ id }) => id === `${network}@one`)?.points ?? [];
  return found.map((point) => {
    const value = evaluate(rate(at(network, point.at)), record);
    if (value.kind !== 'timed') throw new TypeError('A rate is timed.');
    const { estimate, low, high } = value.interval(0.95);
    const x = record.predictions?.[intensityOf(network, point.at)] ?? Number.NaN;
    return { x, y: estimate, low, high };
  });
}

/** The two roofs: what memory gives at an intensity, and what arithmetic gives at most. */
function roofs(record: MeasuredRecord, label: Localised, locale: 'en' | 'zh'): ChartSeries {
  const gigabytes = evaluate(bandwidth(at('sum'), 'intensity-sum-1'), record).estimate;
  const peak = evaluate(rate(at('large-product')), record).estimate;
  const ridge = peak / gigabytes;
  const points = [0.06, ridge, 1000].map((x) => ({ x, y: Math.min(peak, gigabytes * x) }));
  return {
    id: 'roofs',
    label: label[locale],
    kind: 'theory',
    color: 'grey',
    marker: 'circle',
    points,
  };
}

const styles = {
  rows: { color: 'blue', marker: 'circle' },
  'large-product': { color: 'rust', marker: 'diamond' },
  sum: { color: 'green', marker: 'triangle' },
  softmax: { color: 'purple', marker: 'square' },
  'layer-norm': { color: 'gold', marker: 'triangle-down' },
} as const;

export default defineFigures({
  experiment: 'roofline',
  title: { en: 'Waiting for memory, or for arithmetic', zh: '等内存，还是等运算' },
  question: {
    en: 'A kernel cannot be faster than memory brings its numbers, nor than the processor computes with them. Which of the two holds which kernel, and how many rows does it take until a matrix is worth reading?',
    zh: '一个算子快不过内存送数，也快不过处理器算数。哪个算子被哪一样卡住？一个矩阵读一遍，要给多少行用才值得？',
  },
  prediction: {
    en: 'With I operations for each byte a kernel runs at min(peak, I · bandwidth) at most. B rows times a matrix have I = B/2, a sum over an array 1/4; so the rate of B rows should grow as B until the ridge, and then stay.',
    zh: '每字节做 I 次运算，速率至多是 min(峰值, I · 带宽)。B 行乘一个矩阵，I = B/2；数组求和，I = 1/4。所以 B 行的速率应当随 B 增长，到屋脊为止，此后不变。',
  },
  equality: {
    en: 'Five different functions, each against its float64 oracle (E1). Their rates are compared, not their results.',
    zh: '五个不同的函数，各与自己的 float64 参考实现核对（E1）。比较的是速率，不是结果。',
  },
  limits: {
    en: 'One thread, and a machine whose last cache other machines share: the bandwidth is that of this thread at that time. Bytes are counted as if each number were moved once; what the caches save or lose is in the difference. The roofs are measured by two of the kernels themselves.',
    zh: '单线程，末级缓存与别的机器共用：带宽是这个线程当时的带宽。字节按每个数只搬一次计；缓存省下的、丢掉的，都在差额里。两个屋顶就由其中两个算子测得。',
  },
  anchors: [
    {
      text: {
        en: 'Attainable performance is the smaller of peak performance and peak bandwidth times operational intensity.',
        zh: '可达到的性能，是峰值性能与“峰值带宽乘运算强度”两者中较小的一个。',
      },
      cite: 'williams2009',
      at: { en: 'section 3', zh: '第 3 节' },
    },
    {
      text: {
        en: 'A decoding step of a model of 540 billion parameters takes 29 ms a token at a small batch; at a large one 76 % of the peak is reached.',
        zh: '5400 亿参数的模型，小批时解码一步每词元 29 毫秒；大批时达到峰值的 76%。',
      },
      cite: 'pope2023',
      at: { en: 'abstract', zh: '摘要' },
    },
  ],
  predictions: {
    'one-row-waits': {
      statement: {
        en: 'One row times a matrix is held by the bandwidth that a sum over an array has: half an operation a byte.',
        zh: '一行乘一个矩阵，速率由数组求和测得的带宽决定：每字节半次运算。',
      },
      quantity: 'one-row-over-roof',
      predicted: constant(1, 'ratio'),
      within: 1.5,
    },
    'many-rows-compute': {
      statement: {
        en: 'With 256 rows it runs at the rate of a large product.',
        zh: '256 行时，速率与大矩阵乘法相同。',
      },
      quantity: 'many-rows-over-peak',
      predicted: constant(1, 'ratio'),
      within: 1.25,
      remark: {
        en: 'The model knows bytes and operations, not kernels: the library multiplies 256 rows well below the rate of a large product, although each weight is used 256 times.',
        zh: '模型只认字节和运算，不认算子：每个权重用上了 256 次，计算库乘 256 行的速率仍远不及大矩阵乘法。',
      },
    },
    'sixteen-are-cheap': {
      statement: {
        en: 'Below the ridge rows are free: sixteen take as long as one.',
        zh: '屋脊以下，多算几行不花时间：16 行与 1 行一样快。',
      },
      quantity: 'sixteen-rows-over-one',
      predicted: constant(1, 'ratio'),
      within: 1.5,
      remark: {
        en: 'A single row has a kernel of its own, close to what memory allows; from two rows on the library takes the one for matrices, which stays below it.',
        zh: '单独一行另有一个算子，接近内存所许；从两行起，计算库改用矩阵的算子，离那里还有一段距离。',
      },
    },
  },
  caseLabels,
  quantities: roofQuantities,
  figures: {
    roofs: {
      title: {
        en: 'Rate of kernels against operations for each byte, one thread',
        zh: '算子的速率与每字节的运算次数（单线程）',
      },
      kinds: ['gemm'],
      chart(record, locale, local) {
        const published = (Object.keys(caseLabels) as Network[]).map((network) => ({
          id: network,
          label: caseLabels[network][locale],
          kind: 'measured' as const,
          ...styles[network],
          points: pointsOf(record, network),
        }));
        const here = { en: 'this machine', zh: '本机' }[locale];
        const own = local
          ? ownSeries(published, here, ({ id }) => pointsOf(local, id as Network))
          : [];
        return {
          kind: 'lines',
          title: this.title[locale],
          description: describeSeries(published, { symbol: 'I', unit: ' GFLOP/s' }, locale),
          x: {
            label: { en: 'operations for each byte', zh: '每字节的运算次数' }[locale],
            scale: 'log',
            ticks: [0.1, 1, 10, 100],
          },
          y: {
            label: { en: 'Rate, GFLOP/s (95 % interval)', zh: '速率（GFLOP/s；95% 置信区间）' }[
              locale
            ],
            scale: 'log',
            ticks: [1, 10, 100],
          },
          series: [
            ...published,
            ...own,
            roofs(record, { en: 'the two roofs', zh: '两个屋顶' }, locale),
          ],
        };
      },
    },
  },
});
