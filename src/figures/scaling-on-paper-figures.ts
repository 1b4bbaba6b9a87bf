import type { ChartAxis, ChartSeries } from '#charts/line-chart.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { describeSeries } from './describe-chart.ts';
import type { FigureDefinition, Locale } from './figure.ts';
import { deviceCounts, heldAgainst, ofPlan } from './scaling-on-paper-quantities.ts';

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

const devicesAxis = (locale: Locale, ticks: number[]): ChartAxis => ({
  label: { en: 'devices N', zh: '加速器数 N' }[locale],
  scale: 'log',
  ticks,
});

export const scalingOnPaperFigures: Record<string, FigureDefinition> = {
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
        x: devicesAxis(locale, [8, 64, 512, 4096]),
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
            ofPlan(record, devices, 'seconds', part) / ofPlan(record, devices, 'seconds', 'total'),
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
        x: devicesAxis(locale, [64, 1024, 16_384, 98_304]),
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
};
