import { constant, type ExactRule, pointOf as pointIn } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { defineFigures, type Localised } from './figure.ts';

import { networks, pointOf, scanQuantities } from './scan-quantities.ts';
import { timeFigure } from './time-figure.ts';

const labels = {
  gru: { en: 'GRU, op by op', zh: 'GRU 逐算子' },
  'gru-fused': { en: 'GRU, fused', zh: 'GRU 融合' },
  'min-gru-loop': { en: 'minGRU, loop', zh: 'minGRU 循环' },
  'min-gru-scan': { en: 'minGRU, scan', zh: 'minGRU 扫描' },
} satisfies Record<(typeof networks)[number], Localised>;

const training = networks.map((network) => `${network}-training`);
const trainingLabels = Object.fromEntries(
  networks.map((network) => {
    const { en, zh } = labels[network];
    return [`${network}-training`, { en: `${en}, gradients`, zh: `${zh}，含梯度` }];
  }),
);

const timeOf = (
  cases: readonly string[],
  names: Readonly<Record<string, Localised>>,
  title: Localised,
) =>
  timeFigure({
    title,
    kinds: ['dispatch', 'gemm'],
    networks: cases,
    labels: names,
    x: {
      label: { en: 'sequence length n', zh: '序列长度 n' },
      symbol: 'n',
      scale: 'log',
      ticks: [16, 64, 256, 1024],
    },
    ticksMs: [0.1, 1, 10, 100, 1000],
  });

/** Dependent steps of the loop over rounds of the scan. */
const stepsOverRounds: ExactRule = {
  kind: 'exact',
  unit: 'ratio',
  value(record: MeasuredRecord) {
    const of = (network: 'min-gru-loop' | 'min-gru-scan') =>
      pointIn(record, pointOf(network, 'states')).sequentialSteps;
    return of('min-gru-loop') / of('min-gru-scan');
  },
};

export default defineFigures({
  experiment: 'scan',
  title: { en: 'A recurrence that need not wait', zh: '不必等待的循环' },
  question: {
    en: 'A GRU cannot open a gate before it knows its last state. minGRU gives that up, and with it the order: the same states by a loop of n steps, or by a scan of log₂ n rounds. What is the order worth on one thread, forward and with gradients?',
    zh: 'GRU 不知道上一个状态就开不了门。minGRU 放弃了这一点，也就不再受先后次序约束：同样的状态，可以循环 n 步算出，也可以扫描 log₂ n 轮算出。在单线程上，这个次序值多少？前向如何，加上梯度又如何？',
  },
  prediction: {
    en: 'The loop makes n dependent steps, the scan ⌈log₂ n⌉ rounds over the whole sequence, n log₂ n sums and products in place of n. Where calls decide, the loop takes n / log₂ n times as long; where arithmetic decides, the scan takes log₂ n times as long.',
    zh: '循环要串行 n 步；扫描只要 ⌈log₂ n⌉ 轮，每轮都过一遍整个序列，加法和乘法由 n 增到 n log₂ n。若由调用决定，循环的用时是扫描的 n / log₂ n 倍；若由运算决定，扫描反而要 log₂ n 倍的时间。',
  },
  equality: {
    en: 'Loop and scan compute the same states, the GRU run op by op and the fused one the same as each other (E1). With gradients the loss and its slope along a direction through all weights agree with a float64 oracle that differentiates by central differences (E2). GRU and minGRU are different functions.',
    zh: '循环与扫描算出同样的状态，逐算子 GRU 与融合 GRU 算出同样的状态（E1）。含梯度时，损失以及它沿全部权重的一个方向的变化率，与用中心差分求导的 float64 参考实现一致（E2）。GRU 与 minGRU 是不同的函数。',
  },
  limits: {
    en: 'One sequence, one layer, d = 128, one thread; the scan of Hillis and Steele, out of general operations and not as one kernel. Whether minGRU learns as well as a GRU is not asked. With thousands of cores the rounds are what remains, and the scan gains more.',
    zh: '一条序列，一层，d = 128，单线程；Hillis 与 Steele 的扫描，由通用算子拼成，不是一个融合算子。minGRU 学得是否与 GRU 一样好，不在此问。若有上千个核，剩下的就是轮数，扫描的收益会更大。',
  },
  anchors: [
    {
      text: {
        en: 'Training minGRU on a T4 GPU is 175 times as fast as training a GRU at length 512 and takes 88 % more memory; the GRU of that comparison is not cuDNN’s.',
        zh: '在 T4 GPU 上，长度 512 时训练 minGRU 比训练 GRU 快到 175 倍，内存多用 88%；那里的 GRU 不是 cuDNN 的实现。',
      },
      cite: 'feng2024',
      at: { en: 'section 4.1', zh: '第 4.1 节' },
    },
    {
      text: {
        en: 'A parallel scan over a linear recurrence makes training up to 9 times as fast.',
        zh: '对线性循环做并行扫描，训练最多快到 9 倍。',
      },
      cite: 'martin2018',
      at: { en: 'abstract', zh: '摘要' },
    },
  ],
  predictions: {
    'the-loop-is-linear': {
      statement: {
        en: 'The loop makes n steps of equal cost: its time grows as n.',
        zh: '循环走 n 步，每步代价相同：用时与 n 成正比。',
      },
      quantity: 'min-gru-loop-states-exponent',
      predicted: constant(1, 'exponent'),
      within: 1.15,
    },
    'rounds-for-steps': {
      statement: {
        en: 'If dependent calls decide, the loop takes n / log₂ n times as long as the scan (n = 1,024).',
        zh: '若由相依的调用决定，循环的用时是扫描的 n / log₂ n 倍（n = 1024）。',
      },
      quantity: 'min-gru-loop-over-scan-states-1024',
      predicted: stepsOverRounds,
      within: 2,
      remark: {
        en: 'A round is no step: it goes over the whole text with several kernels, where a step touches one position.',
        zh: '一轮不等于一步：一轮要用几个算子把整篇文本过一遍，一步只碰一个位置。',
      },
    },
    'a-fused-loop-needs-no-scan': {
      statement: {
        en: 'Without calls between its steps a loop has nothing to gain: the fused GRU, one kernel a step, takes as long as the scan (n = 1,024).',
        zh: '步与步之间若没有调用，循环就没有什么可省：融合 GRU（每步一个算子）与扫描用时相同（n = 1024）。',
      },
      quantity: 'gru-fused-over-scan-states-1024',
      predicted: constant(1, 'ratio'),
      within: 2,
      remark: {
        en: 'One kernel a step is still a call a step: a thousand calls, where the scan makes ten rounds.',
        zh: '一步一个算子，仍是一步一次调用：一千次调用，而扫描只有十轮。',
      },
    },
  },
  caseLabels: { ...labels, ...trainingLabels },
  quantities: scanQuantities,
  figures: {
    'states-time': timeOf(networks, labels, {
      en: 'Time of all states against sequence length, one thread',
      zh: '全部状态的用时与序列长度（单线程）',
    }),
    'training-time': timeOf(training, trainingLabels, {
      en: 'Time of forward pass and gradients against sequence length, one thread',
      zh: '前向与梯度的用时与序列长度（单线程）',
    }),
  },
});
