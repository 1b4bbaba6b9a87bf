import { constant, coreCount, type QuantityRule, ratio, time } from '#results/quantity.ts';
import { partShare } from '#results/share-rules.ts';
import { defineFigures, type Localised } from './figure.ts';
import { timeFigure } from './time-figure.ts';

const networks = [
  'whole',
  'columns-rows',
  'rows-columns',
  'all-heads',
  'half-of-the-heads',
  'sum-alone',
] as const;
type Network = (typeof networks)[number];

const caseLabels = {
  whole: { en: 'network, one worker', zh: '网络，一个工作线程' },
  'columns-rows': { en: 'columns, then rows', zh: '先按列后按行' },
  'rows-columns': { en: 'rows, then columns', zh: '先按行后按列' },
  'all-heads': { en: 'attention, one worker', zh: '注意力，一个工作线程' },
  'half-of-the-heads': { en: 'attention, by heads', zh: '注意力，按头' },
  'sum-alone': { en: 'the sum alone', zh: '只求和' },
} satisfies Record<Network, Localised>;

/** What a case is called inside a sentence. */
const names = {
  whole: { en: 'a feed-forward network by one worker', zh: '一个工作线程算前馈网络' },
  'columns-rows': {
    en: 'a feed-forward network by two workers, columns then rows',
    zh: '两个工作线程先按列后按行算前馈网络',
  },
  'rows-columns': {
    en: 'a feed-forward network by two workers, rows then columns',
    zh: '两个工作线程先按行后按列算前馈网络',
  },
  'all-heads': { en: 'attention by one worker', zh: '一个工作线程算注意力' },
  'half-of-the-heads': {
    en: 'attention by two workers with half of the heads each',
    zh: '两个工作线程各算一半的头',
  },
  'sum-alone': { en: 'the sum of two workers alone', zh: '只求两个工作线程之和' },
} satisfies Record<Network, Localised>;

const widths = [64, 128, 256, 512];
const at = (network: Network, d: number) => ({ case: `${network}@one`, at: d });

type Entry = [string, { label: Localised; rule: QuantityRule }];

function gain(key: string, from: Network, to: Network, d: number): Entry {
  return [
    `${key}-${d}`,
    {
      label: {
        en: `time of ${names[from].en} over that of ${names[to].en} (d = ${d})`,
        zh: `${names[from].zh}与${names[to].zh}的用时之比（d = ${d}）`,
      },
      rule: ratio({ of: at(from, d), over: at(to, d) }),
    },
  ];
}

function exchange(
  network: 'columns-rows' | 'rows-columns' | 'half-of-the-heads',
  d: number,
): Entry {
  const { en, zh } = names[network];
  return [
    `${network}-exchange-${d}`,
    {
      label: {
        en: `share of the workers’ time in sums, waiting included: ${en} (d = ${d})`,
        zh: `工作线程的时间里求和所占的份额（含等待）：${zh}（d = ${d}）`,
      },
      rule: partShare(at(network, d), 'exchange', 2),
    },
  ];
}

function timeOf(network: Network, d: number): Entry {
  const { en, zh } = names[network];
  return [
    `${network}-time-${d}`,
    {
      label: { en: `time of ${en} (d = ${d})`, zh: `${zh}的用时（d = ${d}）` },
      rule: time(at(network, d)),
    },
  ];
}

export default defineFigures({
  experiment: 'tensor-parallel',
  title: { en: 'A layer cut through its matrices', zh: '把一层的矩阵切开' },
  question: {
    en: 'A layer’s own matrices can be divided over workers: a feed-forward network by columns and then rows, attention by heads. When does that pay, and what does the order of the cuts matter?',
    zh: '一层自己的矩阵也可以分给几个工作线程：前馈网络先按列、再按行，注意力按头。什么时候划算？切的次序要紧吗？',
  },
  prediction: {
    en: 'Columns then rows need one sum of rows × d numbers, at the end. Rows then columns need one of rows × 4d before the non-linearity, and one at the end. Arithmetic grows as d², sums as d: two workers should approach the number of cores as d grows.',
    zh: '先列后行，只在末尾求一次和，行数 × d 个数。先行后列，在非线性之前就要求一次，行数 × 4d 个数，末尾还有一次。运算量随 d² 增长，求和随 d 增长：d 越大，两个工作线程越接近核数。',
  },
  equality: {
    en: 'All ways to cut give the same output: each agrees with the layer’s float64 oracle (E1). Heads are summed in the order of the workers.',
    zh: '怎么切，输出都一样：每一种都与该层的 float64 参考实现一致（E1）。各头按工作线程的次序相加。',
  },
  limits: {
    en: '128 rows, two workers on two cores, sums in shared memory and in JavaScript, where nothing travels. Between devices a sum is a message, and what it costs is decided by the wire.',
    zh: '128 行，两个核上的两个工作线程，在共享内存里用 JavaScript 求和，什么也不必传送。设备之间，求和就是发消息，代价由线路决定。',
  },
  anchors: [
    {
      text: {
        en: 'Two sums forward and two back for each layer: 8.3 billion parameters over 512 V100 reach 76 % of linear scaling.',
        zh: '每层前向两次求和，反向两次：83 亿参数在 512 块 V100 上达到线性扩展的 76%。',
      },
      cite: 'shoeybi2019',
      at: { en: 'abstract and section 3', zh: '摘要与第 3 节' },
    },
  ],
  predictions: {
    'wide-layers-halve': {
      statement: {
        en: 'At d = 512 two workers make the network as many times as fast as there are cores for them.',
        zh: 'd = 512 时，两个工作线程让网络快到核数那么多倍。',
      },
      quantity: 'columns-rows-gain-512',
      predicted: coreCount,
      within: 1.25,
    },
    'heads-halve-too': {
      statement: {
        en: 'So does attention by heads.',
        zh: '按头切的注意力也一样。',
      },
      quantity: 'heads-gain-512',
      predicted: coreCount,
      within: 1.25,
      remark: {
        en: 'More of the time than with columns and rows goes into the sum and into waiting for it.',
        zh: '比起先列后行，求和与等待求和占去的时间更多。',
      },
    },
    'the-order-matters': {
      statement: {
        en: 'Rows then columns add up five times as many numbers; at d = 512 that is a quarter of the time more.',
        zh: '先行后列要加的数是五倍；d = 512 时，用时多出四分之一。',
      },
      quantity: 'wrong-order-512',
      predicted: constant(1.25, 'ratio'),
      within: 1.2,
    },
  },
  caseLabels,
  quantities: Object.fromEntries([
    ...[64, 512].flatMap((d) => [
      gain('columns-rows-gain', 'whole', 'columns-rows', d),
      gain('rows-columns-gain', 'whole', 'rows-columns', d),
      gain('heads-gain', 'all-heads', 'half-of-the-heads', d),
      gain('wrong-order', 'rows-columns', 'columns-rows', d),
      exchange('columns-rows', d),
      exchange('rows-columns', d),
      exchange('half-of-the-heads', d),
      timeOf('whole', d),
      timeOf('columns-rows', d),
      timeOf('sum-alone', d),
    ]),
  ]),
  figures: {
    'time-over-width': timeFigure({
      title: {
        en: 'Time of a layer over one worker and over two, against its width',
        zh: '一层由一个与两个工作线程计算的用时与宽度',
      },
      kinds: ['cores'],
      networks,
      labels: caseLabels,
      x: { label: { en: 'width d', zh: '宽度 d' }, symbol: 'd', scale: 'log', ticks: widths },
      ticksMs: [0.1, 1, 10, 100],
    }),
  },
});
