import type { ChartAxis, ChartSeries } from '#charts/line-chart.ts';
import { modelledTime } from '#results/cost-model.ts';
import { evaluate, type TimedRule, workRatio } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { predicted } from '#results/share-rules.ts';
import {
  type Batched,
  batchQuantities,
  gap,
  largest,
  modelOf,
  pointOfBatch,
} from './batch-size-quantities.ts';
import { describeSeries } from './describe-chart.ts';
import { defineFigures, type Locale } from './figure.ts';
import { networkStyles } from './record-series.ts';

const networks = ['lstm', 'lstm-fused', 'encoder-layer', 'decode-step'] as const;
const batches = [1, 4, 16, 64, 256];

const caseLabels = {
  'encoder-layer': { en: 'encoder layer', zh: '编码器层' },
  'decode-step': { en: 'decoding step', zh: '解码一步' },
  lstm: { en: 'LSTM, op by op', zh: 'LSTM 逐算子' },
  'lstm-fused': { en: 'LSTM, fused', zh: 'LSTM 融合' },
};

function batchAxis(locale: Locale): ChartAxis {
  return { label: { en: 'batch size B', zh: '批量 B' }[locale], scale: 'log', ticks: batches };
}

/** A rule over the batch sizes as points; `per` divides them, as time by the sequences of a batch. */
function pointsOf(
  record: MeasuredRecord,
  rule: (B: number) => TimedRule,
  per: (B: number) => number = () => 1,
) {
  return batches.map((B) => {
    const value = evaluate(rule(B), record);
    if (value.kind !== 'timed') throw new TypeError('A time or a ratio of times is timed.');
    const { estimate, low, high } = value.interval(0.95);
    return { x: B, y: estimate / per(B), low: low / per(B), high: high / per(B) };
  });
}

function perSequence(network: Batched, locale: Locale, record: MeasuredRecord): ChartSeries {
  const estimates = record.estimates.filter((each) => each.case === `${network}@one`);
  return {
    id: network,
    label: caseLabels[network][locale],
    kind: 'measured',
    ...networkStyles[network],
    points: estimates.map(({ at, estimateMs, lowMs, highMs }) => ({
      ...{ x: at, y: estimateMs / at, low: lowMs / at, high: highMs / at },
    })),
  };
}

function modelLine(network: Batched, label: string, record: MeasuredRecord): ChartSeries {
  const points = pointsOf(
    record,
    (B) => modelledTime(modelOf(network), pointOfBatch(network, B)),
    (B) => B,
  ).map(({ x, y }) => ({ x, y }));
  const { color } = networkStyles[network];
  return { id: `model-${network}`, label, kind: 'theory', color, marker: 'circle', points };
}

function gapSeries(
  network: 'lstm' | 'lstm-fused',
  locale: Locale,
  record: MeasuredRecord,
): ChartSeries {
  return {
    id: network,
    label: caseLabels[network][locale],
    kind: 'measured',
    ...networkStyles[network],
    points: pointsOf(record, (B) => gap(network, B)),
  };
}

export default defineFigures({
  experiment: 'batch-size',
  title: { en: 'Time against batch size', zh: '用时与批量' },
  question: {
    en: 'What does a batch give to a layer that takes all positions at once, to one that takes them one after another, and to a step of decoding, which has but one position of each sequence?',
    zh: '合成一批来算，对一次处理全部位置的层、对一步一步走的层、对每个序列只有一个位置的解码步骤，各有多大好处？',
  },
  prediction: {
    en: 'A call takes t₀ + B·FLOPs/R: below the knee B* = t₀·R/FLOPs a batch is nearly free, beyond it throughput stands still. In a decoding step a weight is read once for the whole batch, B/2 operations a byte; the cache of keys and values is read for each sequence alone, half an operation a byte for any B.',
    zh: '每次调用用时 t₀ + B·FLOPs/R：批量小于拐点 B* = t₀·R/FLOPs 时，多算几个序列几乎不花时间；超过拐点，吞吐量不再增长。解码一步中，权重为整批只读一次，每字节做 B/2 次运算；键值缓存则要为每个序列各读一遍，无论 B 多大，每字节只做半次运算。',
  },
  equality: {
    en: 'The LSTM op by op and fused compute the same function and agree to float32 rounding (E1). Encoder layer, LSTM and decoding step are different functions. Each sequence of a batch is compared with a float64 oracle that computes it alone.',
    zh: '逐算子与融合的 LSTM 是同一个函数，相差不超过 float32 舍入（E1）。编码器层、LSTM 与解码一步是不同的函数。批中的每个序列都与单独计算它的 float64 参考实现比较。',
  },
  limits: {
    en: 'n = 32, d = 256, 128 cached positions: the weights fit into the processor’s cache, so that reading them once for many is worth less than where they come from memory. Our decoding step copies its cache to grow it by one position, which a server would not. All sequences have one length: with unequal ones a batch also pays for its padding. A batch helps throughput; the one who waits for her own sequence waits longer.',
    zh: 'n = 32，d = 256，缓存 128 个位置：权重放得进处理器的缓存，“读一次供多个序列使用”的好处，比权重要从内存读取时小。我们的解码步骤每次要把缓存复制一遍再加一个位置，真正的服务不会这样做。所有序列等长；长短不一时，一批还要为填充付费。合批提高的是吞吐量；等自己那一条结果的人，等得更久。',
  },
  anchors: [
    {
      text: {
        en: 'PaLM 540B on 64 TPU v4, share of peak that is used: prefill 43 % with one sequence (0.29 s) and 76 % with 512 (85.2 s); decoding of 64 tokens 14 % with 64 sequences (1.82 s) and 33 % with 512 (6.0 s).',
        zh: 'PaLM 540B，64 块 TPU v4，峰值算力的利用率：预填充单个序列 43%（0.29 s），512 个序列 76%（85.2 s）；解码 64 个词元，64 个序列 14%（1.82 s），512 个序列 33%（6.0 s）。',
      },
      cite: 'pope2023',
      at: { en: 'Table 2', zh: '表 2' },
    },
  ],
  predictions: {
    'encoder-by-model': {
      statement: {
        en: 'A batch of 16 costs the encoder layer t₀ + 16·FLOPs/R, with t₀ and R read off 1 and 256 sequences.',
        zh: '编码器层算 16 个序列的用时等于 t₀ + 16·FLOPs/R，t₀ 与 R 由 1 个和 256 个序列的用时定出。',
      },
      quantity: 'encoder-over-model',
      predicted: predicted('model-holds', 'ratio'),
      within: 1.25,
    },
    'decode-by-model': {
      statement: {
        en: 'A batch of 16 costs the decoding step t₀ + 16·FLOPs/R, with t₀ and R read off 1 and 256 sequences.',
        zh: '解码一步算 16 个序列的用时等于 t₀ + 16·FLOPs/R，t₀ 与 R 由 1 个和 256 个序列的用时定出。',
      },
      quantity: 'decode-over-model',
      predicted: predicted('model-holds', 'ratio'),
      within: 1.25,
    },
    'lstm-by-model': {
      statement: {
        en: 'A batch of 16 costs the LSTM run op by op t₀ + 16·FLOPs/R, with t₀ and R read off 1 and 256 sequences.',
        zh: '逐算子 LSTM 算 16 个序列的用时等于 t₀ + 16·FLOPs/R，t₀ 与 R 由 1 个和 256 个序列的用时定出。',
      },
      quantity: 'lstm-over-model',
      predicted: predicted('model-holds', 'ratio'),
      within: 1.25,
    },
    'gap-closes-to-work': {
      statement: {
        en: 'In a large batch the LSTM’s steps are matrix products too: its time over that of the encoder layer falls to their work, 16nd² over 24nd² + 4n²d.',
        zh: '批量很大时，LSTM 的每一步也是矩阵乘法：它与编码器层的用时之比降到运算量之比，16nd² 比 24nd² + 4n²d。',
      },
      quantity: 'fused-over-encoder-256',
      predicted: workRatio({
        of: pointOfBatch('lstm-fused', largest),
        over: pointOfBatch('encoder-layer', largest),
      }),
      within: 1.5,
    },
  },
  caseLabels,
  quantities: batchQuantities,
  figures: {
    'time-per-sequence': {
      title: {
        en: 'Time per sequence against batch size, one thread',
        zh: '单线程下每个序列的用时与批量',
      },
      kinds: ['gemm', 'dispatch'],
      chart(record, locale) {
        const series = networks.map((network) => perSequence(network, locale, record));
        return {
          kind: 'lines',
          title: this.title[locale],
          description: describeSeries(series, { symbol: 'B', unit: ' ms' }, locale),
          x: batchAxis(locale),
          y: {
            label: {
              en: 'Time per sequence, ms (95 % interval)',
              zh: '每个序列的用时（毫秒；95% 置信区间）',
            }[locale],
            scale: 'log',
            ticks: [0.01, 0.1, 1, 10],
          },
          series: [
            ...series,
            modelLine('lstm', 't₀/B + FLOPs/R', record),
            modelLine('encoder-layer', '', record),
            modelLine('decode-step', '', record),
          ],
        };
      },
    },
    'gap-over-batch': {
      title: {
        en: 'Time of an LSTM over that of an encoder layer against batch size, one thread',
        zh: '单线程下 LSTM 与编码器层的用时之比与批量',
      },
      kinds: ['gemm', 'dispatch'],
      chart(record, locale) {
        const series = (['lstm', 'lstm-fused'] as const).map((network) =>
          gapSeries(network, locale, record),
        );
        const work = (B: number) =>
          workRatio({ of: pointOfBatch('lstm', B), over: pointOfBatch('encoder-layer', B) });
        const level = (id: string, label: string, y: (B: number) => number): ChartSeries => ({
          ...{ id, label, kind: 'theory', color: 'muted', marker: 'circle' },
          points: batches.map((x) => ({ x, y: y(x) })),
        });
        return {
          kind: 'lines',
          title: this.title[locale],
          description: describeSeries(series, { symbol: 'B', unit: '×' }, locale),
          x: batchAxis(locale),
          y: {
            label: {
              en: 'Ratio of times (95 % interval)',
              zh: '用时之比（95% 置信区间）',
            }[locale],
            scale: 'log',
            ticks: [0.5, 1, 2, 5, 10],
          },
          series: [
            ...series,
            level('as-long', '', () => 1),
            level('by-work', { en: 'ratio of work', zh: '运算量之比' }[locale], (B) =>
              work(B).value(record),
            ),
          ],
        };
      },
    },
  },
});
