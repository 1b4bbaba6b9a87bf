import { partTimeRatio } from '#results/part-time.ts';
import { coreCount, type QuantityRule, ratio, time } from '#results/quantity.ts';
import { rateRatio } from '#results/rate-ratio.ts';
import { partShare } from '#results/share-rules.ts';
import { defineFigures, type Localised } from './figure.ts';
import { speedUpFigure } from './speed-up-figure.ts';
import { timeFigure } from './time-figure.ts';

const training = ['same-batch', 'growing-batch'] as const;
const networks = [...training, 'sum-alone'] as const;
const workers = [1, 2, 3, 4, 6];

const caseLabels = {
  'same-batch': { en: 'same batch', zh: '同一批' },
  'growing-batch': { en: 'growing batch', zh: '随之增大的批' },
  'sum-alone': { en: 'the sum alone', zh: '只求和' },
};

const same = (N: number) => ({ case: 'same-batch@one', at: N });
const growing = (N: number) => ({ case: 'growing-batch@one', at: N });
const sum = (N: number) => ({ case: 'sum-alone@one', at: N });

type Entry = [string, { label: Localised; rule: QuantityRule }];

const speedUpOf = (N: number): Entry => [
  `speed-up-${N}`,
  {
    label: {
      en: `speed-up of loss and gradients of the same batch by ${N} workers over one`,
      zh: `同一批的损失与梯度：${N} 个工作线程相对一个的加速比`,
    },
    rule: ratio({ of: same(1), over: same(N) }),
  },
];
const scaledOf = (N: number): Entry => [
  `scaled-${N}`,
  {
    label: {
      en: `how many times as many sequences a second ${N} workers train on as one, the batch growing with them`,
      zh: `批随工作线程数增大：${N} 个工作线程每秒训练的序列数是一个的多少倍`,
    },
    rule: rateRatio({ of: growing(N), over: growing(1) }),
  },
];
const exchangeOf = (N: number): Entry => [
  `exchange-share-${N}`,
  {
    label: {
      en: `share of ${N} workers’ time that goes into adding up gradients, waiting included (same batch)`,
      zh: `${N} 个工作线程的时间里，用于把梯度加起来的份额，含等待（同一批）`,
    },
    rule: partShare(same(N), 'exchange', N),
  },
];

export default defineFigures({
  experiment: 'data-parallel',
  title: { en: 'A batch divided over workers', zh: '一批数据分给几个工作线程' },
  question: {
    en: 'Each worker has all of the weights and a share of the sequences; then all gradients are added up. How much does that gain on the same batch, how much on a batch that grows with the workers, and what does the sum cost?',
    zh: '每个工作线程都有全部权重和一份序列，最后把梯度都加起来。同一批数据，能快多少？批随工作线程增大，又如何？求和本身要花多少？',
  },
  prediction: {
    en: 'The sequences of a batch need nothing from each other until their gradients are added up: two workers on two cores, half of the time, and a sum of 4 bytes for each weight, whatever the batch.',
    zh: '一批里的序列，到梯度相加之前互不相干：两个核上的两个工作线程，时间减半；每个权重求和 4 字节，与批的大小无关。',
  },
  equality: {
    en: 'For every number of workers the loss of the whole batch, and its slope along a direction through all weights, agree with a float64 oracle that differentiates by central differences (E2).',
    zh: '无论几个工作线程，整批的损失，以及它沿全部权重的一个方向的变化率，都与用中心差分求导的 float64 参考实现一致（E2）。',
  },
  limits: {
    en: 'One Transformer block of 148,000 weights, d = 128, n = 64, 48 sequences; two cores, which are all that is parallel: more workers take turns. Gradients are added up in shared memory, in JavaScript; over a network the sum is what decides.',
    zh: '一个 14.8 万权重的 Transformer 块，d = 128，n = 64，48 条序列；只有两个核是并行的，更多的工作线程只能轮流。梯度在共享内存里用 JavaScript 相加；若要过网络，起决定作用的就是求和。',
  },
  anchors: [
    {
      text: {
        en: 'With 8 GPUs and larger batches a Transformer for translation trains about 5 times as fast; on 128 GPUs in 85 minutes.',
        zh: '8 块 GPU 配合更大的批，翻译用的 Transformer 训练快到约 5 倍；128 块 GPU 只要 85 分钟。',
      },
      cite: 'ott2018',
      at: { en: 'abstract', zh: '摘要' },
    },
  ],
  predictions: {
    'two-are-twice': {
      statement: {
        en: 'Two workers make the same batch as many times as fast as there are cores for them.',
        zh: '两个工作线程，有几个核就快到几倍。',
      },
      quantity: 'speed-up-2',
      predicted: coreCount,
      within: 1.25,
      remark: {
        en: 'The same arithmetic takes each worker longer beside another: they share one memory.',
        zh: '同样的运算，旁边有人一起算就慢：内存是共用的。',
      },
    },
    'growing-batches-scale': {
      statement: {
        en: 'So do they on a batch that grows with them.',
        zh: '批随之增大时也一样。',
      },
      quantity: 'scaled-2',
      predicted: coreCount,
      within: 1.25,
      remark: {
        en: 'Here each worker has as many sequences as one alone: smaller matrices are not the reason.',
        zh: '这里每人的序列和单干时一样多：不是矩阵变小的缘故。',
      },
    },
  },
  caseLabels,
  quantities: {
    ...Object.fromEntries([2, 4, 6].flatMap((N) => [speedUpOf(N), scaledOf(N), exchangeOf(N)])),
    'gradients-2-over-1': {
      label: {
        en: 'time that two workers spend on gradients, added up, over that of one (same batch)',
        zh: '同一批：两个工作线程算梯度的时间之和，与一个的用时之比',
      },
      rule: partTimeRatio({ of: same(2), over: same(1) }, ['gradients']),
    },
    'sum-time-2': {
      label: {
        en: 'time in which two workers add up all gradients',
        zh: '两个工作线程把全部梯度加起来的用时',
      },
      rule: time(sum(2)),
    },
    'step-time-1': {
      label: {
        en: 'time of loss and gradients of 48 sequences by one worker',
        zh: '一个工作线程算 48 条序列的损失与梯度的用时',
      },
      rule: time(same(1)),
    },
    'step-time-2': {
      label: {
        en: 'time of loss and gradients of 48 sequences by two workers',
        zh: '两个工作线程算 48 条序列的损失与梯度的用时',
      },
      rule: time(same(2)),
    },
  },
  figures: {
    'speed-up': speedUpFigure(training, caseLabels, workers, {
      title: { en: 'Sequences a second against workers', zh: '每秒的序列数与工作线程数' },
      y: {
        en: 'Sequences a second over those of one worker (95 % interval)',
        zh: '每秒的序列数，以一个工作线程为 1（95% 置信区间）',
      },
    }),
    'time-over-workers': timeFigure({
      title: {
        en: 'Time of a step and of its sum against workers',
        zh: '一步与求和的用时与工作线程数',
      },
      kinds: ['cores'],
      networks,
      labels: caseLabels,
      x: {
        label: { en: 'workers N', zh: '工作线程数 N' },
        symbol: 'N',
        scale: 'linear',
        ticks: workers,
      },
      ticksMs: [0.1, 1, 10, 100, 1000],
    }),
  },
});
