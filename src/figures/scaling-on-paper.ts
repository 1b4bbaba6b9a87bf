import type { ChartSeries } from '#charts/line-chart.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { predicted } from '#results/share-rules.ts';
import { describeSeries } from './describe-chart.ts';
import { defineFigures, type Locale } from './figure.ts';
import {
  deviceCounts,
  heldAgainst,
  ofPlan,
  scalingOnPaperQuantities,
} from './scaling-on-paper-quantities.ts';

const papers = [
  {
    id: 'narayanan-weak',
    pattern: /^Narayanan [\d.]+B:/,
    label: { en: 'Narayanan, table 1', zh: 'Narayanan 表 1' },
    color: 'blue',
    marker: 'circle',
  },
  {
    id: 'narayanan-strong',
    pattern: /^Narayanan [\d.]+B on/,
    label: { en: 'Narayanan, table 2', zh: 'Narayanan 表 2' },
    color: 'green',
    marker: 'triangle',
  },
  {
    id: 'korthikanti-full',
    pattern: /^Korthikanti .*full/,
    label: { en: '', zh: '' },
    color: 'gold',
    marker: 'triangle-down',
  },
  {
    id: 'korthikanti-selective',
    pattern: /^Korthikanti .*selective/,
    label: { en: 'Korthikanti (▽ all again)', zh: 'Korthikanti（▽ 全部重算）' },
    color: 'purple',
    marker: 'diamond',
  },
  {
    id: 'smith',
    pattern: /^Smith/,
    label: { en: 'Smith (MT-NLG)', zh: 'Smith（MT-NLG）' },
    color: 'rust',
    marker: 'square',
  },
] as const;

function paperSeries(record: MeasuredRecord, locale: Locale): ChartSeries[] {
  const rows = heldAgainst(record, 'predicted');
  return papers.map(({ id, pattern, label, color, marker }) => ({
    id,
    label: label[locale],
    kind: 'measured',
    color,
    marker,
    points: rows
      .filter(({ name }) => pattern.test(name))
      .map(({ devices, speed }) => ({ x: devices, y: speed }))
      .sort((a, b) => a.x - b.x),
  }));
}

const parts = [
  ['products', { en: 'products', zh: '矩阵乘法' }, 'blue'],
  ['elementwise', { en: 'between products', zh: '乘法之间' }, 'green'],
  ['tensorSums', { en: 'tensor-parallel sums', zh: '张量并行求和' }, 'purple'],
  ['stageMessages', { en: 'messages between stages', zh: '段间传递' }, 'gold'],
  ['gradientSums', { en: 'sums of gradients', zh: '梯度求和' }, 'rust'],
  ['bubble', { en: 'bubble', zh: '气泡' }, 'grey'],
] as const;

export default defineFigures({
  experiment: 'scaling-on-paper',
  title: { en: 'Training on paper: up to 98,304 devices', zh: '纸上训练：直到 98,304 块加速器' },
  question: {
    en: 'How well does an analytic model of rooflines, messages and bubbles give what papers print of training on thousands of devices, and what does it say of more than they had? Nothing is timed.',
    zh: '用屋顶线、消息与气泡拼成的解析模型，能在多大程度上给出论文里上千块加速器的训练数字？论文没有的规模，它又怎么说？这里不计时。',
  },
  prediction: {
    en: 'What follows from formulas, parameters, operations, memory and bubbles, comes out to the digits that are printed; speeds, with one set of constants for all rows that was fixed beforehand, within a factor of 1.5.',
    zh: '由公式决定的量——参数量、运算量、内存、气泡——与论文所印的位数相符；速度用一套事先定好、各行通用的常数，误差不超过 1.5 倍。',
  },
  equality: {
    en: 'The closed forms agree with a tally of every kernel and every message of the busiest device, one after another (E1).',
    zh: '闭式公式与逐个算子、逐条消息累加最忙一块加速器的结果一致（E1）。',
  },
  limits: {
    en: 'No kernel and no message overlaps another, no device is slower than the rest, none fails. Kernels reach 80 % of the data sheet whatever their size. Gradients are summed over one flat ring, which no network of 98,304 devices is.',
    zh: '模型里算子与消息互不重叠，没有哪块加速器更慢，也没有故障；算子不论大小都达到标称的 80%；梯度沿一个平坦的环求和，而没有一个 98,304 块的网络是这样的。',
  },
  anchors: [
    {
      text: {
        en: 'A trillion parameters on 3,072 A100: 163 Tflop/s a device, 52 % of the peak, recomputed operations counted.',
        zh: '一万亿参数、3,072 块 A100：每块 163 Tflop/s，为峰值的 52%，重算的运算计算在内。',
      },
      cite: 'narayanan2021',
      at: { en: 'Table 1', zh: '表 1' },
    },
    {
      text: {
        en: '530 billion parameters on 280 A100: 56.0 % of the peak, recomputed operations not counted.',
        zh: '5300 亿参数、280 块 A100：为峰值的 56.0%，不计重算的运算。',
      },
      cite: 'korthikanti2023',
      at: { en: 'Table 5', zh: '表 5' },
    },
  ],
  predictions: {
    reproduced: {
      statement: {
        en: 'All but one in fifty of the numbers that follow from formulas come out within 3 %',
        zh: '由公式得到的数字，五十个里至多一个误差超过 3%',
      },
      quantity: 'reproduced-within',
      predicted: predicted('reproduced-share', 'share'),
      within: 1.03,
    },
    speeds: {
      statement: {
        en: 'Every printed speed comes out within a factor of 1.5, with one set of constants',
        zh: '用一套常数，论文所印的每个速度都算得出来，误差不超过 1.5 倍',
      },
      quantity: 'largest-factor',
      predicted: predicted('modelled-over-printed', 'ratio'),
      within: 1.5,
      remark: {
        en: 'All rows of Narayanan and of Korthikanti lie far inside. Outside lies GPipe with eight stages and four micro-batches, whose batch was changed to fit the memory: more stages had more to work on, which a bubble knows nothing of.',
        zh: 'Narayanan 与 Korthikanti 的各行都远在界内。超出的是 GPipe 八段、四个微批次那一格：论文为了装进内存改过批的大小，段越多，每步的活也越多，而气泡公式不知道这件事。',
      },
    },
  },
  caseLabels: { 'best-plan': { en: 'best plan', zh: '最佳方案' } },
  quantities: scalingOnPaperQuantities,
  figures: {
    'held-against-papers': {
      title: {
        en: 'How many times as fast as printed the model says it is',
        zh: '模型算出的速度是论文所印的多少倍',
      },
      kinds: [],
      chart(record, locale) {
        const series = paperSeries(record, locale);
        const even: ChartSeries = {
          id: 'even',
          label: { en: 'as printed', zh: '与论文相同' }[locale],
          kind: 'theory',
          color: 'grey',
          marker: 'circle',
          points: [
            { x: 8, y: 1 },
            { x: 3360, y: 1 },
          ],
        };
        return {
          kind: 'lines',
          title: this.title[locale],
          description: describeSeries(series, { symbol: 'N', unit: '' }, locale),
          x: {
            label: { en: 'devices N', zh: '加速器数 N' }[locale],
            scale: 'log',
            ticks: [8, 64, 512, 4096],
          },
          y: {
            label: { en: 'speed, model over paper', zh: '速度，模型比论文' }[locale],
            scale: 'linear',
            ticks: [0.8, 1, 1.2, 1.4],
            min: 0.8,
            max: 1.5,
          },
          series: [even, ...series],
        };
      },
    },
    'where-time-goes': {
      title: {
        en: 'Where the time of a step goes, 175 billion parameters, 3,072 sequences',
        zh: '一步的时间花在哪里：1750 亿参数、3,072 个序列',
      },
      kinds: [],
      chart(record, locale) {
        const bars = deviceCounts.map((devices) =>
          devices.toLocaleString(locale === 'en' ? 'en-GB' : 'zh-CN'),
        );
        const shares = (part: string) =>
          deviceCounts.map(
            (devices) =>
              ofPlan(record, devices, 'seconds', part) /
              ofPlan(record, devices, 'seconds', 'total'),
          );
        const optimizer = shares('optimizer');
        return {
          kind: 'share-bars',
          title: this.title[locale],
          description: bars
            .map((bar, index) => `${bar}: ${Math.round(100 * (shares('products')[index] ?? 0))} %`)
            .join('; '),
          bars,
          parts: parts.map(([id, label, color]) => ({
            id,
            label: label[locale],
            color,
            // The optimiser's part is too small to be seen by itself.
            shares: shares(id).map((share, index) =>
              id === 'elementwise' ? share + (optimizer[index] ?? 0) : share,
            ),
          })),
        };
      },
    },
    utilisation: {
      title: {
        en: 'Share of the peak that the network’s own operations reach',
        zh: '网络自身运算占峰值的份额',
      },
      kinds: [],
      chart(record, locale) {
        const series: ChartSeries[] = [
          {
            id: 'best-plan',
            label: { en: 'best plan', zh: '最佳方案' }[locale],
            kind: 'theory',
            color: 'blue',
            marker: 'circle',
            points: deviceCounts.map((devices) => ({
              x: devices,
              y: 100 * ofPlan(record, devices, 'plan', 'utilisation'),
            })),
          },
        ];
        return {
          kind: 'lines',
          title: this.title[locale],
          description: describeSeries(series, { symbol: 'N', unit: '%' }, locale),
          x: {
            label: { en: 'devices N', zh: '加速器数 N' }[locale],
            scale: 'log',
            ticks: [64, 1024, 16_384, 98_304],
          },
          y: {
            label: { en: 'share of the peak', zh: '占峰值的份额' }[locale],
            unit: '%',
            scale: 'linear',
            min: 0,
          },
          series,
        };
      },
    },
  },
});
