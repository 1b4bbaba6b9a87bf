import type { HeatMaps, HeatPanel } from '#charts/heat-maps.ts';
import type { ChartSeries } from '#charts/line-chart.ts';
import type { ExactRule } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { observationOf, predicted } from '#results/share-rules.ts';
import { describePanels, describeSeries } from './describe-chart.ts';
import { defineFigures, type Locale, type Localised } from './figure.ts';
import { independenceQuantities, probed } from './independence-quantities.ts';
import { networkStyles } from './record-series.ts';

const caseLabels = {
  'encoder-layer': { en: 'encoder layer', zh: '编码器层' },
  'causal-layer': { en: 'causal layer', zh: '因果层' },
  lstm: { en: 'LSTM', zh: 'LSTM' },
  convolution: { en: 'convolution, width 3', zh: '卷积，宽度 3' },
  heads: { en: 'four heads', zh: '四个头' },
  'cross-attention': { en: 'decoder layer', zh: '解码器层' },
  'rows-whole': { en: 'all query rows at once', zh: '全部查询行一次算完' },
  'rows-in-pieces': { en: 'query rows in pieces', zh: '查询行分片计算' },
  'rows-in-pieces-native': { en: 'query rows in pieces, native', zh: '查询行分片计算，原生' },
} satisfies Record<string, Localised>;

const chained = ['lstm', 'cross-attention', 'encoder-layer', 'convolution'] as const;
const lengths = [4, 16, 64, 256];

/** A change of a hundredth is the palest step, one of 100 % or more the deepest; 0 stays 0. */
function panel(
  record: MeasuredRecord,
  network: string,
  title: string,
  name = 'influence',
): HeatPanel {
  const { shape, values } = observationOf(record, { case: `${network}@one`, at: probed }, name);
  const [rows, columns] = shape as [number, number];
  const cells = values.map((change) =>
    change === 0 ? 0 : Math.min(1, Math.max(0.01, 1 + Math.log10(change) / 2)),
  );
  return { title, rows, columns, cells };
}

function heatMaps(title: string, panels: HeatPanel[], locale: Locale): HeatMaps {
  return {
    kind: 'heat-maps',
    title,
    description: describePanels(panels, locale),
    x: { label: { en: 'input that is exchanged', zh: '被换掉的输入' }[locale] },
    y: { label: { en: 'output', zh: '输出' }[locale] },
    panels,
    key: {
      low: { en: 'changes by 1 %', zh: '改变 1%' }[locale],
      high: { en: '100 %', zh: '100%' }[locale],
    },
  };
}

function chainSeries(record: MeasuredRecord, locale: Locale): ChartSeries[] {
  return chained.map((network) => ({
    id: network,
    label: caseLabels[network][locale],
    kind: 'measured',
    ...networkStyles[network],
    points: lengths.map((n) => ({
      x: n,
      y: observationOf(record, { case: `${network}@one`, at: n }, 'longest-path')
        .values[0] as number,
    })),
  }));
}

/** Kernels of the longest chain by the equations: those beside the positions, and those of each. */
function predictedChain(
  record: MeasuredRecord,
  network: (typeof chained)[number],
  [beside, perPosition]: [string, string | undefined],
): ChartSeries {
  const each = perPosition === undefined ? 0 : predicted(perPosition, 'count').value(record);
  const fixed = predicted(beside, 'count').value(record);
  return {
    id: `predicted-${network}`,
    label: each === 0 ? '' : `${each}n + ${fixed}`,
    kind: 'theory',
    ...networkStyles[network],
    points: lengths.map((n) => ({ x: n, y: each * n + fixed })),
  };
}

const exactly = (value: number): ExactRule => ({
  kind: 'exact',
  unit: 'count',
  value: () => value,
});

export default defineFigures({
  experiment: 'independence',
  title: { en: 'Which outputs wait for which inputs', zh: '哪些输出要等哪些输入' },
  question: {
    en: 'Which outputs of a layer depend on which inputs, and how long is the longest chain of kernels of which each needs the one before? Every input is exchanged once for another; nothing is timed.',
    zh: '一层网络的哪些输出依赖哪些输入？环环相扣的算子链最长有多长？把每个输入换掉一次，看哪些输出变了；这里不计时。',
  },
  prediction: {
    en: 'The longest chain has a fixed number of kernels in attention and convolution and 8n + 3 in an LSTM run op by op; under a causal mask (n + 1)/2n of all pairs depend on each other, between heads none.',
    zh: '注意力与卷积的最长依赖链是常数，逐算子 LSTM 的是 8n + 3；加因果掩码后有依赖的位置对占 (n + 1)/2n，不同的头之间没有依赖。',
  },
  equality: {
    en: 'The networks are different functions, each equal to its float64 oracle (E1). Query rows computed at once or in pieces are one function, equal to the bit in plain JavaScript (E0).',
    zh: '各网络是不同的函数，分别与自己的 float64 参照一致（E1）。查询行一次算完或分片计算是同一个函数，在纯 JavaScript 中逐位相同（E0）。',
  },
  limits: {
    en: 'No dependency between positions means that they may be computed at once, not that a machine does so. Layers still wait for each other, and so do the kernels inside a layer; a reduction such as softmax is one kernel here, though inside it has a depth of about log n. An operation with a gradient of its own counts as one kernel.',
    zh: '位置之间没有依赖，只说明可以同时算，不等于机器真的同时算。层与层之间、层内算子之间仍要等待；softmax 这样的归约在这里算一个算子，其内部仍有约 log n 的深度。自带梯度的运算按一个算子计。',
  },
  anchors: [
    {
      text: {
        en: 'Sequential operations of a layer: O(1) for self-attention and convolution, O(n) for a recurrent layer.',
        zh: '每层的顺序操作数：自注意力与卷积为 O(1)，循环层为 O(n)。',
      },
      cite: 'vaswani2017',
      at: { en: 'Table 1', zh: '表 1' },
    },
  ],
  predictions: {
    'encoder-chain': {
      statement: {
        en: 'The encoder layer’s longest chain has as many kernels as its equations have steps, at every length',
        zh: '编码器层最长依赖链的算子数等于公式的步数，与长度无关',
      },
      quantity: 'encoder-chain',
      predicted: predicted('encoder-layer-chain', 'count'),
      within: 1,
    },
    'encoder-chain-growth': {
      statement: {
        en: 'A further position adds nothing to the encoder layer’s longest chain',
        zh: '多一个位置，编码器层的最长依赖链不变',
      },
      quantity: 'encoder-chain-growth',
      predicted: exactly(0),
      within: 1,
    },
    'lstm-chain-growth': {
      statement: {
        en: 'A further position adds eight kernels to the LSTM’s longest chain',
        zh: '多一个位置，LSTM 的最长依赖链增加八个算子',
      },
      quantity: 'lstm-chain-growth',
      predicted: predicted('lstm-chain-per-position', 'count'),
      within: 1,
    },
    'causal-share': {
      statement: {
        en: 'Under a causal mask (n + 1)/2n of all pairs of positions depend on each other',
        zh: '加因果掩码后，有依赖的位置对占 (n + 1)/2n',
      },
      quantity: 'causal-share',
      predicted: predicted('nothing-after-depends', 'share'),
      within: 1,
    },
    'pieces-differing': {
      statement: {
        en: 'Cutting the query rows into pieces changes no bit of the result',
        zh: '把查询行切开计算，结果一位不差',
      },
      quantity: 'pieces-differing',
      predicted: exactly(0),
      within: 1,
    },
  },
  caseLabels,
  quantities: independenceQuantities,
  figures: {
    influence: {
      title: {
        en: 'Which output positions change when one input position does',
        zh: '换掉一个输入位置，哪些输出位置会变',
      },
      kinds: [],
      chart(record, locale) {
        const networks = ['encoder-layer', 'causal-layer', 'lstm', 'convolution'] as const;
        const panels = networks.map((each) => panel(record, each, caseLabels[each][locale]));
        return heatMaps(this.title[locale], panels, locale);
      },
    },
    'heads-and-source': {
      title: {
        en: 'Heads beside each other, and a decoder layer’s two inputs',
        zh: '各个头之间，以及解码器层的两路输入',
      },
      kinds: [],
      chart(record, locale) {
        const titles = {
          en: [
            'heads: weights → outputs',
            'decoder layer: target → target',
            'decoder layer: source → target',
          ],
          zh: ['头：权重 → 输出', '解码器层：目标 → 目标', '解码器层：源 → 目标'],
        }[locale] as [string, string, string];
        const panels = [
          panel(record, 'heads', titles[0]),
          panel(record, 'cross-attention', titles[1]),
          panel(record, 'cross-attention', titles[2], 'influence-of-source'),
        ];
        return heatMaps(this.title[locale], panels, locale);
      },
    },
    'longest-path': {
      title: {
        en: 'Longest chain of dependent kernels against sequence length',
        zh: '最长的算子依赖链与序列长度',
      },
      kinds: [],
      chart(record, locale) {
        const series = chainSeries(record, locale);
        return {
          kind: 'lines',
          title: this.title[locale],
          description: describeSeries(series, { symbol: 'n', unit: '' }, locale),
          x: {
            label: { en: 'sequence length n', zh: '序列长度 n' }[locale],
            scale: 'log',
            ticks: lengths,
          },
          y: {
            label: { en: 'Kernels, each needing the one before', zh: '前后相依的算子数' }[locale],
            scale: 'log',
            ticks: [1, 10, 100, 1000],
          },
          series: [
            ...series,
            predictedChain(record, 'lstm', ['lstm-chain-beside', 'lstm-chain-per-position']),
            predictedChain(record, 'encoder-layer', ['encoder-layer-chain', undefined]),
            predictedChain(record, 'cross-attention', ['cross-attention-chain', undefined]),
            predictedChain(record, 'convolution', ['convolution-chain', undefined]),
          ],
        };
      },
    },
  },
});
