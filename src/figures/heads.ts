import type { ChartAxis, ChartSeries } from '#charts/line-chart.ts';
import { workRatio } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { describeSeries } from './describe-chart.ts';
import { defineFigures, type Locale } from './figure.ts';
import { headsQuantities } from './heads-quantities.ts';
import { speedUpSeries, threadsOf, timeSeries } from './record-series.ts';

const schedules = ['heads-loop', 'heads-batched', 'heads-fused'] as const;
const ticks = [1, 2, 4, 8, 16, 32];

const caseLabels = {
  'heads-loop': { en: 'a loop over heads', zh: '逐头循环' },
  'heads-batched': { en: 'one batched product', zh: '一次合批' },
  'heads-fused': { en: 'batched, QKV fused', zh: '合批且 QKV 合一' },
  'calls-alone': { en: 'the calls alone', zh: '只有调用' },
};

function headsAxis(locale: Locale): ChartAxis {
  return { label: { en: 'heads h', zh: '头数 h' }[locale], scale: 'log', ticks };
}

/** Times of cases added up at each number of heads: what the loop should cost, by theory. */
function sumOfTimes(record: MeasuredRecord, cases: readonly string[], label: string): ChartSeries {
  const points = ticks.flatMap((x) => {
    const times = record.estimates.filter(({ case: id, at }) => cases.includes(id) && at === x);
    const y = times.reduce((sum, { estimateMs }) => sum + estimateMs, 0);
    return times.length === cases.length ? [{ x, y }] : [];
  });
  return { id: 'sum', label, kind: 'theory', color: 'rust', marker: 'circle', points };
}

/** A thin level line: the same time, or the same speed-up, for every number of heads. */
function level(id: string, y: number, label: string, color: ChartSeries['color']): ChartSeries {
  const points = ticks.map((x) => ({ x, y }));
  return { id, label, kind: 'theory', color, marker: 'circle', points };
}

export default defineFigures({
  experiment: 'heads',
  title: { en: 'Time against the number of heads', zh: '用时与头数' },
  question: {
    en: 'Heads do not read each other. What does it give to compute them in one batched product, and what does it cost to compute them one after another?',
    zh: '各个头互不依赖。把它们合成一次矩阵乘法来算，能得到什么？一个一个地算，又要付出什么？',
  },
  prediction: {
    en: 'Multi-head attention makes 8nd² + 4n²d multiplications and additions for every number of heads: the lines should be level. A loop adds what its calls cost, t₀ for each of its 7h + 2 operations.',
    zh: '无论有多少个头，多头注意力的乘加运算都是 8nd² + 4n²d 次，曲线应当水平。循环要另付调用的代价：7h + 2 个算子，每个 t₀。',
  },
  equality: {
    en: 'For each h the loop, the batched product and the fused projection compute the same function from the same weights: they agree with each other and with a float64 oracle, which adds up the heads, to float32 rounding (E1). Different h are different functions of the same size.',
    zh: '头数给定时，循环、合批与 QKV 合一用同样的权重计算同一个函数：彼此之间、与逐头求和的 float64 参考实现之间相差不超过 float32 舍入（E1）。头数不同，则是规模相同的不同函数。',
  },
  limits: {
    en: 'n = 128, d = 256, one sequence. Level in multiplications is not level in everything: the softmax takes h·n² exponentials, and a head of width 8 makes thin matrix products. With longer sequences a head’s products outweigh its calls and the loop draws level; on a backend whose batched product is slow the order can be the other way round.',
    zh: 'n = 128，d = 256，只有一个序列。乘加次数不变，不等于一切不变：softmax 要算 h·n² 个指数，宽度只有 8 的头，矩阵乘法也变得细长。序列更长时，每个头的运算量盖过调用，循环会追上来；若某个后端的合批乘法很慢，次序还可能颠倒。',
  },
  anchors: [
    {
      text: {
        en: 'One head is worse in quality, too many as well, at the same amount of computation: 24.9 BLEU with 1 head, 25.5 with 4, 25.8 with 8, 25.8 with 16, 25.4 with 32 (English to German, development set).',
        zh: '计算量相同时，只有一个头质量较差，头太多也会变差：1 个头 24.9 BLEU，4 个 25.5，8 个 25.8，16 个 25.8，32 个 25.4（英译德，开发集）。',
      },
      cite: 'vaswani2017',
      at: { en: 'Table 3, rows (A)', zh: '表 3，(A) 组' },
    },
  ],
  predictions: {
    'batched-is-level': {
      statement: {
        en: 'The batched product costs the same with 32 heads as with one: equal work.',
        zh: '合批计算，32 个头与 1 个头一样快：运算量相等。',
      },
      quantity: 'batched-32-over-1',
      predicted: workRatio({
        of: { case: 'heads-batched@one', at: 32 },
        over: { case: 'heads-batched@one', at: 1 },
      }),
      within: 1.25,
      remark: {
        en: 'Products over heads of width 8 leave more of the arithmetic units empty than products of width 256, and there are 32 times as many scores to normalise.',
        zh: '每头宽 8 的乘法比宽 256 的更喂不饱运算单元，要归一化的得分也多到 32 倍。',
      },
    },
    'loop-of-one-is-free': {
      statement: {
        en: 'With one head there is nothing to batch: a loop of one is as fast as the batched product.',
        zh: '只有一个头时无可合并：循环一次与合批一样快。',
      },
      quantity: 'loop-over-batched-1',
      predicted: workRatio({
        of: { case: 'heads-loop@one', at: 1 },
        over: { case: 'heads-batched@one', at: 1 },
      }),
      within: 1.25,
    },
    'loop-adds-its-calls': {
      statement: {
        en: 'The loop over 32 heads costs the batched product and the bare cost of its 226 calls.',
        zh: '循环 32 个头的用时，等于合批的用时加上 226 次调用本身的用时。',
      },
      quantity: 'loop-over-sum',
      predicted: { kind: 'exact', unit: 'ratio', value: () => 1 },
      within: 1.5,
      remark: {
        en: 'A call on a thin matrix costs more than the bare call of an addition: products, softmax and transposes each have a price of their own.',
        zh: '对薄矩阵的一次调用，比一次单纯的加法贵：乘法、softmax、转置各有各的开销。',
      },
    },
    'fusing-is-equal-work': {
      statement: {
        en: 'One projection in the place of three is the same work, and saves one call in twelve: as fast.',
        zh: '三次投影合成一次，运算量不变，十二次调用只省一次，应当一样快。',
      },
      quantity: 'batched-over-fused-8',
      predicted: workRatio({
        of: { case: 'heads-batched@one', at: 8 },
        over: { case: 'heads-fused@one', at: 8 },
      }),
      within: 1.15,
    },
  },
  caseLabels,
  quantities: headsQuantities,
  figures: {
    'time-over-heads': {
      title: {
        en: 'Time of multi-head attention against the number of heads, one thread',
        zh: '单线程下多头注意力的用时与头数',
      },
      kinds: ['dispatch', 'gemm'],
      chart(record, locale, local) {
        const series = timeSeries(schedules, caseLabels, locale, record, local);
        const predicted = {
          en: { level: 'equal work', sum: 'batched plus the loop’s calls' },
          zh: { level: '运算量相等', sum: '合批 + 循环的调用' },
        }[locale];
        const one = record.estimates.find((each) => each.case === 'heads-batched@one');
        return {
          kind: 'lines',
          title: this.title[locale],
          description: describeSeries(series, { symbol: 'h', unit: ' ms' }, locale),
          x: headsAxis(locale),
          y: {
            label: { en: 'Time, ms (95 % interval)', zh: '用时（毫秒；95% 置信区间）' }[locale],
            scale: 'log',
            ticks: [0.5, 1, 2, 5, 10, 20],
          },
          series: [
            ...series,
            level('equal-work', one?.estimateMs ?? Number.NaN, predicted.level, 'blue'),
            sumOfTimes(record, ['heads-batched@one', 'calls-alone@one'], predicted.sum),
          ],
        };
      },
    },
    'second-thread': {
      title: {
        en: 'What all threads give over one, against the number of heads',
        zh: '全部线程相对单线程的加速比与头数',
      },
      kinds: ['cores'],
      chart(record, locale, local) {
        const both = ['heads-loop', 'heads-batched'] as const;
        const series = speedUpSeries(both, caseLabels, locale, record, local);
        const threads = threadsOf(record, 'heads-batched@all');
        return {
          kind: 'lines',
          title: this.title[locale],
          description: describeSeries(series, { symbol: 'h', unit: '×' }, locale),
          x: headsAxis(locale),
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
            level('no-gain', 1, '', 'muted'),
            level('ideal', threads, { en: 'no loss', zh: '无损耗' }[locale], 'muted'),
          ],
        };
      },
    },
  },
});
