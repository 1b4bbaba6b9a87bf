import type { ChartSeries } from '#charts/line-chart.ts';
import { constant, workRatio } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { curveOf, meanOf } from '#results/training-rules.ts';
import { describeSeries } from './describe-chart.ts';
import { defineFigures, type FigureDefinition, type Locale, type Localised } from './figure.ts';
import { findingOf, networks, numeralsQuantities, pointOf } from './numerals-quantities.ts';
import { networkStyle, timeSeries } from './record-series.ts';

const caseLabels = {
  transformer: { en: 'Transformer', zh: 'Transformer' },
  'lstm-attention': { en: 'LSTM with attention', zh: '带注意力的 LSTM' },
  lstm: { en: 'plain LSTM', zh: '不带注意力的 LSTM' },
};

/** Percent of numbers said without a mistake: the mean of the seeds, and from the worst to the best. */
function learningSeries(
  record: MeasuredRecord,
  name: 'held-out' | 'structural',
  locale: Locale,
  xOf: (network: (typeof networks)[number], step: number) => number,
): ChartSeries[] {
  return networks.map((network, place) => ({
    id: network,
    label: caseLabels[network][locale],
    kind: 'measured',
    ...networkStyle(network, place),
    points: curveOf(record, findingOf(network, name)).map(({ step, perSeed }) => ({
      x: xOf(network, step),
      y: 100 * meanOf(perSeed),
      low: 100 * Math.min(...perSeed),
      high: 100 * Math.max(...perSeed),
    })),
  }));
}

const share: Localised = {
  en: 'Numbers without a mistake, % (worst to best seed)',
  zh: '一字不差的数字，%（最差至最好的种子）',
};
const shortShare: Localised = { en: 'Without a mistake, %', zh: '一字不差，%' };

function perStep(name: 'held-out' | 'structural', title: Localised): FigureDefinition {
  return {
    title,
    kinds: [],
    chart(record, locale) {
      const series = learningSeries(record, name, locale, (_, step) => step);
      return {
        kind: 'lines',
        title: title[locale],
        description: describeSeries(
          series,
          { symbol: { en: 'steps', zh: '步数' }[locale], unit: ' %' },
          locale,
        ),
        x: { label: { en: 'training steps', zh: '训练步数' }[locale], scale: 'linear' },
        y: {
          label: share[locale],
          shortLabel: shortShare[locale],
          scale: 'linear',
          ticks: [0, 25, 50, 75, 100],
        },
        series,
      };
    },
  };
}

const perSecond: FigureDefinition = {
  title: {
    en: 'Numbers said without a mistake against time of training, one thread',
    zh: '一字不差的数字与训练时间（单线程）',
  },
  kinds: ['gemm', 'dispatch'],
  chart(record, locale) {
    const msOf = (network: (typeof networks)[number]) => {
      const { case: id, at } = pointOf(network, 1);
      const found = record.estimates.find((each) => each.case === id && each.at === at);
      return found?.estimateMs ?? Number.NaN;
    };
    const series = learningSeries(
      record,
      'held-out',
      locale,
      (network, step) => (step * msOf(network)) / 1000,
    );
    return {
      kind: 'lines',
      title: this.title[locale],
      description: describeSeries(
        series,
        { symbol: { en: 'seconds', zh: '秒数' }[locale], unit: ' %' },
        locale,
      ),
      x: { label: { en: 'seconds of training', zh: '训练时间（秒）' }[locale], scale: 'linear' },
      y: {
        label: share[locale],
        shortLabel: shortShare[locale],
        scale: 'linear',
        ticks: [0, 25, 50, 75, 100],
      },
      series,
    };
  },
};

export default defineFigures({
  experiment: 'numerals',
  title: { en: 'Learning to read numbers', zh: '学着念数' },
  question: {
    en: 'Three networks of as many weights learn to put Chinese numerals into English words. Which learns in fewer steps, which in less time, and which of the two has to do with computing in parallel?',
    zh: '三个参数量相同的网络，学着把汉字写的数念成英文。谁用的步数少？谁用的时间少？这两样里，哪一样才和并行有关？',
  },
  prediction: {
    en: 'Chinese counts in ten thousands and English in thousands, so that words do not stand where their characters stood: a network that can look anywhere should learn in fewer steps. A step of the LSTM is a chain as long as the list, the Transformer’s is not: the longer the lists, the further it should get ahead in time.',
    zh: '汉语以万为界，英语以千为界，词不在原来字的位置上：哪里都看得见的网络，步数应当少些。LSTM 的一步是一条与列表同长的链，Transformer 不是：列表越长，后者在时间上应当领先越多。',
  },
  equality: {
    en: 'Three different functions with as many weights, to 1 %. Each agrees with a float64 oracle that takes one list at a time and knows no padding (E1). What is learned follows from the seeds alone.',
    zh: '三个不同的函数，参数量相差不到 1%。每一个都与逐列计算、不知填充为何物的 float64 参考实现一致（E1）。学到什么，只由种子决定。',
  },
  limits: {
    en: 'One size, one task, one rate of learning for all three, 480 steps: an LSTM may want other settings than a Transformer, and with more steps all may learn it. 200 numbers are examined each time, so that a share is known to a few per cent. Steps are timed one at a time with nothing else running.',
    zh: '一种规模，一个任务，三个网络用同一个学习率，480 步：LSTM 想要的设置也许与 Transformer 不同，步数再多，也许都学得会。每次考 200 个数，份额只准到百分之几。训练步逐个计时，期间不做别的。',
  },
  anchors: [
    {
      text: {
        en: 'An encoder without attention has to put all of a sentence into one vector of fixed length.',
        zh: '不带注意力的编码器，要把整个句子压进一个固定长度的向量。',
      },
      cite: 'bahdanau2015',
      at: { en: 'abstract', zh: '摘要' },
    },
    {
      text: {
        en: 'Self-attention takes fewer operations than a recurrent layer while the sequence is shorter than the network is wide.',
        zh: '只要序列比网络的宽度短，自注意力的运算就比循环层少。',
      },
      cite: 'vaswani2017',
      at: { en: 'section 4', zh: '第 4 节' },
    },
  ],
  predictions: {
    'the-chain-is-linear': {
      statement: {
        en: 'A training step of the LSTM takes time in proportion to the length of the lists.',
        zh: 'LSTM 的训练步用时与列表长度成正比。',
      },
      quantity: 'lstm-attention-exponent',
      predicted: constant(1, 'exponent'),
      within: 1.2,
    },
    'short-lists-are-a-draw': {
      statement: {
        en: 'On single numerals the steps take as long as each other: a batch of 64 hides the chain.',
        zh: '单个数字时，两者的一步一样长：64 个一批，链就被遮住了。',
      },
      quantity: 'lstm-attention-over-transformer-1',
      predicted: constant(1, 'ratio'),
      within: 1.5,
    },
    'long-lists-by-work': {
      statement: {
        en: 'On lists of 16 the steps differ as their work does.',
        zh: '每列 16 个数时，两者的用时之比等于运算量之比。',
      },
      quantity: 'lstm-attention-over-transformer-16',
      predicted: workRatio({ of: pointOf('lstm-attention', 16), over: pointOf('transformer', 16) }),
      within: 1.5,
    },
  },
  caseLabels,
  quantities: numeralsQuantities,
  figures: {
    'held-out-per-step': perStep('held-out', {
      en: 'Held-out numbers said without a mistake against training steps',
      zh: '一字不差的未见数字与训练步数',
    }),
    'structural-per-step': perStep('structural', {
      en: 'Structurally new numbers said without a mistake against training steps',
      zh: '一字不差的结构全新的数字与训练步数',
    }),
    'held-out-per-second': perSecond,
    'step-time-over-length': {
      title: {
        en: 'Time of a training step against the length of the lists, one thread',
        zh: '训练步用时与列表长度（单线程）',
      },
      kinds: ['dispatch', 'gemm'],
      chart(record, locale, local) {
        const series = timeSeries(networks, caseLabels, locale, record, local);
        return {
          kind: 'lines',
          title: this.title[locale],
          description: describeSeries(series, { symbol: 'k', unit: ' ms' }, locale),
          x: {
            label: { en: 'numerals in a list k', zh: '每列的数字个数 k' }[locale],
            scale: 'log',
            ticks: [1, 2, 4, 8, 16],
          },
          y: {
            label: {
              en: 'Time of a training step, ms (95 % interval)',
              zh: '训练步用时（毫秒；95% 置信区间）',
            }[locale],
            shortLabel: { en: 'Training step, ms', zh: '训练步用时（毫秒）' }[locale],
            scale: 'log',
            ticks: [10, 100, 1000, 10_000],
          },
          series,
        };
      },
    },
  },
});
