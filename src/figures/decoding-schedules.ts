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
      chart(record, locale, local) {
        const series = timeSeries(networks, caseLabels, locale, record, local);
        const flopsPerMs = rateOf(record, 'causal-pass@one', 512);
        const predicted = {
          en: { cached: 'cached work at causal rate', prefix: 'prefix work at causal rate' },
          zh: { cached: '带缓存：按前向速率', prefix: '重算前缀：按前向速率' },
        }[locale];
        return {
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
