import { ratio, sequentialSteps, time, workRatio } from '#results/quantity.ts';
import { describeSeries } from './describe-chart.ts';
import { defineFigures } from './figure.ts';
import { rateOf, timeSeries, workLine } from './record-series.ts';

const networks = ['prefix-recomputed', 'kv-cache', 'causal-pass'] as const;
const at = 256;
const causal = { case: 'causal-pass@one', at };
const cached = { case: 'kv-cache@one', at };
const prefix = { case: 'prefix-recomputed@one', at };

const caseLabels = {
  'causal-pass': { en: 'one causal pass', zh: '一次因果前向' },
  'kv-cache': { en: 'KV cache', zh: 'KV 缓存' },
  'prefix-recomputed': { en: 'prefix recomputed', zh: '重算前缀' },
};

export default defineFigures({
  experiment: 'decoding-schedules',
  title: { en: 'Three schedules of one decoder', zh: '同一个解码器的三种调度' },
  question: {
    en: 'What does it cost to learn the tokens one at a time? The same decoder, tokens and logits: in one causal pass, step by step with a KV cache, and step by step with the whole prefix computed again.',
    zh: '词元只能一个一个得知，代价有多大？同一个解码器、同样的词元、同样的输出：一次因果前向、带 KV 缓存逐步计算、每步重算整个前缀。',
  },
  prediction: {
    en: 'With a cache T steps need about the work of one causal pass; with the prefix recomputed, about T/2 times as much. Both are chains of T steps, the causal pass is one. Time that followed work alone would put the cached steps on the causal pass.',
    zh: '带缓存时，T 步的运算量与一次因果前向大致相同；每步重算前缀，约为其 T/2 倍。两者都是 T 个相依的步骤，因果前向只有一步。若用时只由运算量决定，带缓存的曲线应与因果前向重合。',
  },
  equality: {
    en: 'The three schedules compute the same logits: they agree with each other and with a float64 oracle to float32 rounding (E1), and choose the same token at every position (E3).',
    zh: '三种调度算出同样的输出：彼此之间、与 float64 参考实现之间相差不超过 float32 舍入（E1），每个位置选出的词元也相同（E3）。',
  },
  limits: {
    en: 'The causal pass needs all tokens beforehand: in training they are known, in generation they are not. One sequence at a time; with a batch each cached step works on a matrix and the gap narrows. A small model, whose steps cost calls more than arithmetic: the wider the model, the nearer the two stepwise schedules come to the ratio of their work.',
    zh: '因果前向要求全部词元事先已知：训练时已知，生成时未知。这里每次只算一个序列；若成批解码，每一步就是矩阵运算，差距会缩小。模型很小，每一步的代价主要在调用而不在运算；模型越宽，两种逐步调度的用时之比越接近运算量之比。',
  },
  anchors: [
    {
      text: {
        en: 'Greedy decoding of a six-layer translation model on a TPUv2: 1.7 µs a token in the encoder, which sees all positions at once, 46 µs a token in the decoder, one at a time. Training, where all tokens are known: 13.2 µs a token.',
        zh: '六层翻译模型在 TPUv2 上贪心解码：编码器一次处理全部位置，每个词元 1.7 µs；解码器逐个生成，每个词元 46 µs。训练时词元全部已知，每个词元 13.2 µs。',
      },
      cite: 'shazeer2019',
      at: { en: 'Table 2, multi-head', zh: '表 2，多头' },
    },
  ],
  predictions: {
    'cached-steps-by-work': {
      statement: {
        en: 'If time followed work alone, T cached steps would cost as much as one causal pass.',
        zh: '若用时只由运算量决定，带缓存的 T 步应与一次因果前向一样快。',
      },
      quantity: 'kv-over-causal',
      predicted: workRatio({ of: cached, over: causal }),
      within: 1.5,
      remark: {
        en: 'The work is the same and the order is not: a step waits for the step before, so that matrix products fall apart into T rows, each with its own calls.',
        zh: '运算量相同，次序不同：每一步都要等上一步，矩阵乘法于是散成 T 行，每行各有自己的调用开销。',
      },
    },
    'prefixes-by-work': {
      statement: {
        en: 'T recomputed prefixes cost as many causal passes as their work says, about T/2.',
        zh: '重算 T 个前缀，用时相当于运算量所说的那么多次因果前向，约 T/2 次。',
      },
      quantity: 'prefix-over-causal',
      predicted: workRatio({ of: prefix, over: causal }),
      within: 1.5,
    },
    'cache-saves-its-work': {
      statement: {
        en: 'The cache saves as much time as work: recomputed prefixes over cached steps, about T/2.',
        zh: '缓存省下的时间与省下的运算量同比：重算前缀与带缓存的用时之比约为 T/2。',
      },
      quantity: 'prefix-over-kv',
      predicted: workRatio({ of: prefix, over: cached }),
      within: 1.5,
      remark: {
        en: 'Most of what a cached step costs here is calls, and the cache saves none of them.',
        zh: '这里带缓存的一步，代价大多在调用，而缓存一次调用也省不掉。',
      },
    },
  },
  caseLabels,
  quantities: {
    'kv-over-causal': {
      label: {
        en: 'time of T cached steps over that of one causal pass (T = 256)',
        zh: '带 KV 缓存的逐步计算与一次因果前向的用时之比（T = 256）',
      },
      rule: ratio({ of: cached, over: causal }),
    },
    'prefix-over-causal': {
      label: {
        en: 'time of T recomputed prefixes over that of one causal pass (T = 256)',
        zh: '逐步重算前缀与一次因果前向的用时之比（T = 256）',
      },
      rule: ratio({ of: prefix, over: causal }),
    },
    'prefix-over-kv': {
      label: {
        en: 'time of T recomputed prefixes over that of T cached steps (T = 256)',
        zh: '逐步重算前缀与带 KV 缓存的用时之比（T = 256）',
      },
      rule: ratio({ of: prefix, over: cached }),
    },
    'prefix-over-kv-short': {
      label: {
        en: 'time of T recomputed prefixes over that of T cached steps (T = 16)',
        zh: '逐步重算前缀与带 KV 缓存的用时之比（T = 16）',
      },
      rule: ratio({ of: { ...prefix, at: 16 }, over: { ...cached, at: 16 } }),
    },
    'kv-over-causal-short': {
      label: {
        en: 'time of T cached steps over that of one causal pass (T = 16)',
        zh: '带 KV 缓存的逐步计算与一次因果前向的用时之比（T = 16）',
      },
      rule: ratio({ of: { ...cached, at: 16 }, over: { ...causal, at: 16 } }),
    },
    'causal-time': {
      label: { en: 'time of one causal pass (T = 256)', zh: '一次因果前向的用时（T = 256）' },
      rule: time(causal),
    },
    'kv-time': {
      label: { en: 'time of T cached steps (T = 256)', zh: '带 KV 缓存逐步计算的用时（T = 256）' },
      rule: time(cached),
    },
    'prefix-time': {
      label: { en: 'time of T recomputed prefixes (T = 256)', zh: '逐步重算前缀的用时（T = 256）' },
      rule: time(prefix),
    },
    'kv-work': {
      label: {
        en: 'multiplications and additions of T cached steps over those of one causal pass (T = 256)',
        zh: '带 KV 缓存与一次因果前向的运算量之比（T = 256）',
      },
      rule: workRatio({ of: cached, over: causal }),
    },
    'prefix-work': {
      label: {
        en: 'multiplications and additions of T recomputed prefixes over those of one causal pass (T = 256)',
        zh: '逐步重算前缀与一次因果前向的运算量之比（T = 256）',
      },
      rule: workRatio({ of: prefix, over: causal }),
    },
    'prefix-over-kv-work': {
      label: {
        en: 'multiplications and additions of T recomputed prefixes over those of T cached steps (T = 256)',
        zh: '逐步重算前缀与带 KV 缓存的运算量之比（T = 256）',
      },
      rule: workRatio({ of: prefix, over: cached }),
    },
    'kv-steps': {
      label: {
        en: 'dependent steps with a KV cache (T = 256)',
        zh: 'KV 缓存下的串行步数（T = 256）',
      },
      rule: sequentialSteps(cached),
    },
  },
  figures: {
    'time-over-length': {
      title: {
        en: 'Time of three schedules against sequence length, one thread',
        zh: '单线程下三种调度的用时与序列长度',
      },
      kinds: ['gemm', 'dispatch', 'less-work'],
      chart(record, locale, local) {
        const series = timeSeries(networks, caseLabels, locale, record, local);
        const flopsPerMs = rateOf(record, 'causal-pass@one', 512);
        const predicted = {
          en: { cached: 'cached work at causal rate', prefix: 'prefix work at causal rate' },
          zh: { cached: '带缓存：按前向速率', prefix: '重算前缀：按前向速率' },
        }[locale];
        return {
          kind: 'lines',
          title: this.title[locale],
          description: describeSeries(series, { symbol: 'T', unit: ' ms' }, locale),
          x: {
            label: { en: 'tokens T', zh: '词元数 T' }[locale],
            scale: 'log',
            ticks: [16, 32, 64, 128, 256, 512],
          },
          y: {
            label: { en: 'Time, ms (95 % interval)', zh: '用时（毫秒；95% 置信区间）' }[locale],
            scale: 'log',
            ticks: [0.1, 1, 10, 100, 1000, 10_000],
          },
          series: [
            ...series,
            workLine(record, 'kv-cache@one', flopsPerMs, predicted.cached, 'rust'),
            workLine(record, 'prefix-recomputed@one', flopsPerMs, predicted.prefix, 'purple'),
          ],
        };
      },
    },
  },
});
