import type { ChartAxis, ChartSeries } from '#charts/line-chart.ts';
import { exponent, rate, ratio, sequentialSteps, time, workRatio } from '#results/quantity.ts';
import { describeSeries } from './describe-chart.ts';
import { defineFigures, type Locale } from './figure.ts';
import { rateOf, speedUpSeries, threadsOf, timeSeries, workLine } from './record-series.ts';

const networks = ['lstm', 'encoder-layer', 'lstm-fused'] as const;
const ticks = [16, 32, 64, 128, 256, 512, 1024];
const longest = 1024;
const encoder = { case: 'encoder-layer@one', at: longest };
const encoderAll = { case: 'encoder-layer@all', at: longest };
const lstm = { case: 'lstm@one', at: longest };
const lstmAll = { case: 'lstm@all', at: longest };
const fused = { case: 'lstm-fused@one', at: longest };
const fusedAll = { case: 'lstm-fused@all', at: longest };
const roof = { case: 'matrix-product@one', at: 1024 };
const roofAll = { case: 'matrix-product@all', at: 1024 };
const encoderShort = { case: 'encoder-layer@one', at: 16 };
const fusedShort = { case: 'lstm-fused@one', at: 16 };
const lstmShort = { case: 'lstm@one', at: 16 };

function lengthAxis(locale: Locale): ChartAxis {
  return { label: { en: 'sequence length n', zh: '序列长度 n' }[locale], scale: 'log', ticks };
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
  'matrix-product': { en: 'matrix product', zh: '矩阵乘法' },
};

export default defineFigures({
  experiment: 'sequence-length',
  title: { en: 'Time against sequence length', zh: '用时与序列长度' },
  question: {
    en: 'How does the time of one layer grow with the length of the sequence: an encoder layer, which takes all positions at once, and an LSTM, which takes them one after another?',
    zh: '序列变长，一层网络的用时怎样增长？编码器层一次处理全部位置，LSTM 一步一步地走。',
  },
  caseLabels,
  quantities: {
    'lstm-over-encoder': {
      label: {
        en: 'time of the LSTM run op by op over that of the encoder layer (n = 1024, one thread)',
        zh: '逐算子 LSTM 与编码器层的用时之比（n = 1024，单线程）',
      },
      rule: ratio({ of: lstm, over: encoder }),
    },
    'lstm-over-encoder-all': {
      label: {
        en: 'time of the LSTM run op by op over that of the encoder layer (n = 1024, all threads)',
        zh: '逐算子 LSTM 与编码器层的用时之比（n = 1024，全部线程）',
      },
      rule: ratio({ of: lstmAll, over: encoderAll }),
    },
    'fused-over-encoder': {
      label: {
        en: 'time of the fused LSTM over that of the encoder layer (n = 1024, one thread)',
        zh: '融合 LSTM 与编码器层的用时之比（n = 1024，单线程）',
      },
      rule: ratio({ of: fused, over: encoder }),
    },
    'fused-over-encoder-all': {
      label: {
        en: 'time of the fused LSTM over that of the encoder layer (n = 1024, all threads)',
        zh: '融合 LSTM 与编码器层的用时之比（n = 1024，全部线程）',
      },
      rule: ratio({ of: fusedAll, over: encoderAll }),
    },
    'lstm-over-fused': {
      label: {
        en: 'time of the LSTM run op by op over that of the fused one (n = 1024, one thread)',
        zh: '逐算子 LSTM 与融合 LSTM 的用时之比（n = 1024，单线程）',
      },
      rule: ratio({ of: lstm, over: fused }),
    },
    'lstm-over-encoder-short': {
      label: {
        en: 'time of the LSTM run op by op over that of the encoder layer (n = 16, one thread)',
        zh: '逐算子 LSTM 与编码器层的用时之比（n = 16，单线程）',
      },
      rule: ratio({ of: lstmShort, over: encoderShort }),
    },
    'encoder-over-fused-short': {
      label: {
        en: 'time of the encoder layer over that of the fused LSTM (n = 16, one thread)',
        zh: '编码器层与融合 LSTM 的用时之比（n = 16，单线程）',
      },
      rule: ratio({ of: encoderShort, over: fusedShort }),
    },
    'encoder-work': {
      label: {
        en: 'multiplications and additions of the encoder layer over those of the LSTM (n = 1024)',
        zh: '编码器层与 LSTM 的运算量之比（n = 1024）',
      },
      rule: workRatio({ of: encoder, over: lstm }),
    },
    'lstm-steps': {
      label: { en: 'dependent steps of the LSTM (n = 1024)', zh: 'LSTM 的串行步数（n = 1024）' },
      rule: sequentialSteps(lstm),
    },
    'encoder-time': {
      label: {
        en: 'time of the encoder layer (n = 1024, one thread)',
        zh: '编码器层的用时（n = 1024，单线程）',
      },
      rule: time(encoder),
    },
    'lstm-time': {
      label: {
        en: 'time of the LSTM run op by op (n = 1024, one thread)',
        zh: '逐算子 LSTM 的用时（n = 1024，单线程）',
      },
      rule: time(lstm),
    },
    'fused-time': {
      label: {
        en: 'time of the fused LSTM (n = 1024, one thread)',
        zh: '融合 LSTM 的用时（n = 1024，单线程）',
      },
      rule: time(fused),
    },
    'encoder-speed-up': {
      label: {
        en: 'speed-up of the encoder layer by all threads over one (n = 1024)',
        zh: '全部线程给编码器层的加速比（n = 1024）',
      },
      rule: ratio({ of: encoder, over: encoderAll }),
    },
    'encoder-speed-up-short': {
      label: {
        en: 'speed-up of the encoder layer by all threads over one (n = 16)',
        zh: '全部线程给编码器层的加速比（n = 16）',
      },
      rule: ratio({ of: encoderShort, over: { ...encoderShort, case: 'encoder-layer@all' } }),
    },
    'lstm-speed-up': {
      label: {
        en: 'speed-up of the LSTM run op by op by all threads over one (n = 1024)',
        zh: '全部线程给逐算子 LSTM 的加速比（n = 1024）',
      },
      rule: ratio({ of: lstm, over: lstmAll }),
    },
    'fused-speed-up': {
      label: {
        en: 'speed-up of the fused LSTM by all threads over one (n = 1024)',
        zh: '全部线程给融合 LSTM 的加速比（n = 1024）',
      },
      rule: ratio({ of: fused, over: fusedAll }),
    },
    'roof-speed-up': {
      label: {
        en: 'speed-up of a 1024³ matrix product by all threads over one',
        zh: '全部线程给 1024³ 矩阵乘法的加速比',
      },
      rule: ratio({ of: roof, over: roofAll }),
    },
    'roof-rate': {
      label: {
        en: 'rate of a 1024³ matrix product (one thread)',
        zh: '1024³ 矩阵乘法的速率（单线程）',
      },
      rule: rate(roof),
    },
    'encoder-rate': {
      label: {
        en: 'rate of the encoder layer (n = 1024, one thread)',
        zh: '编码器层的速率（n = 1024，单线程）',
      },
      rule: rate(encoder),
    },
    'fused-rate': {
      label: {
        en: 'rate of the fused LSTM (n = 1024, one thread)',
        zh: '融合 LSTM 的速率（n = 1024，单线程）',
      },
      rule: rate(fused),
    },
    'lstm-rate': {
      label: {
        en: 'rate of the LSTM run op by op (n = 1024, one thread)',
        zh: '逐算子 LSTM 的速率（n = 1024，单线程）',
      },
      rule: rate(lstm),
    },
    'lstm-exponent': {
      label: {
        en: 'exponent of the LSTM’s time in n, op by op (n = 128 to 1024, one thread)',
        zh: '逐算子 LSTM 用时对 n 的指数（n = 128 至 1024，单线程）',
      },
      rule: exponent('lstm@one', 128, 1024),
    },
    'encoder-exponent': {
      label: {
        en: 'exponent of the encoder layer’s time in n (n = 128 to 1024, one thread)',
        zh: '编码器层用时对 n 的指数（n = 128 至 1024，单线程）',
      },
      rule: exponent('encoder-layer@one', 128, 1024),
    },
  },
  figures: {
    'time-over-length': {
      title: {
        en: 'Time of one layer against sequence length, one thread',
        zh: '单线程下一层网络的用时与序列长度',
      },
      chart(record, locale, local) {
        const series = timeSeries(networks, caseLabels, locale, record, local);
        const flopsPerMs = rateOf(record, 'matrix-product@one', 1024);
        const bound = {
          en: { encoder: 'encoder’s work at matmul rate', lstm: 'LSTM’s work at matmul rate' },
          zh: { encoder: '编码器：按矩阵乘法速率', lstm: 'LSTM：按矩阵乘法速率' },
        }[locale];
        return {
          title: this.title[locale],
          description: describeSeries(series, { symbol: 'n', unit: ' ms' }, locale),
          x: lengthAxis(locale),
          y: {
            label: { en: 'Time, ms (95 % interval)', zh: '用时（毫秒；95% 置信区间）' }[locale],
            scale: 'log',
            ticks: [0.01, 0.1, 1, 10, 100, 1000],
          },
          series: [
            ...series,
            workLine(record, 'encoder-layer@one', flopsPerMs, bound.encoder, 'blue'),
            workLine(record, 'lstm@one', flopsPerMs, bound.lstm, 'rust'),
          ],
        };
      },
    },
    'second-thread': {
      title: {
        en: 'What all threads give over one, against sequence length',
        zh: '全部线程相对单线程的加速比与序列长度',
      },
      chart(record, locale, local) {
        const series = speedUpSeries(networks, caseLabels, locale, record, local);
        const threads = threadsOf(record, encoderAll.case);
        return {
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
