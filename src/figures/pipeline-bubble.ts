import { defineFigures } from './figure.ts';
import { pipelineBubbleFigures } from './pipeline-bubble-figures.ts';
import { pipelineBubblePredictions } from './pipeline-bubble-predictions.ts';
import { pipelineBubbleQuantities } from './pipeline-bubble-quantities.ts';

const caseLabels = {
  gpipe: { en: 'GPipe, two workers', zh: 'GPipe，两个工作线程' },
  '1f1b': { en: '1F1B, two workers', zh: '1F1B，两个工作线程' },
  'one-worker': { en: 'one worker', zh: '一个工作线程' },
  undivided: { en: 'undivided, one thread', zh: '整批，单线程' },
};

export default defineFigures({
  experiment: 'pipeline-bubble',
  title: { en: 'The bubble of a pipeline', zh: '流水线气泡' },
  question: {
    en: 'A stack of layers is cut into two stages, each in a thread of its own. How long do they wait for each other, and what do more micro-batches give?',
    zh: '一叠网络层切成两段，各占一个线程。两段要互相等多久？微批次切得更多，能换来什么？',
  },
  prediction: {
    en: 'With K equal stages and M micro-batches, (K − 1)/(M + K − 1) of the stages’ time is idle, with GPipe and with 1F1B alike, and a step is KM/(M + K − 1) times as fast as in one worker. What differs is how many micro-batches the first stage keeps: M with GPipe, at most K with 1F1B.',
    zh: '分成 K 个等长的段、M 个微批次时，各段时间里有 (K − 1)/(M + K − 1) 是空闲的，GPipe 与 1F1B 一样；一步比一个工作线程快 KM/(M + K − 1) 倍。两者的差别在于第一段要保留多少个微批次：GPipe 是 M 个，1F1B 至多 K 个。',
  },
  equality: {
    en: 'All cases compute the same loss and the same gradients (E2): the loss, and the slope of the loss along a random direction in the space of all weights, agree with each other and with a float64 step whose slope is a central difference. The first stage is checked at every step to keep as many micro-batches as the schedule says.',
    zh: '各种做法算出同样的损失、同样的梯度（E2）：损失，以及损失沿全部权重空间里一个随机方向的斜率，彼此一致，也与 float64 参考实现一致；后者的斜率由中心差分求得。每一步都会核对：第一段保留的微批次数正是调度所规定的。',
  },
  limits: {
    en: 'Two layers of d = 128, 16 sequences of 128 positions, K = 2 on a machine of two cores. The formula takes the stages to be equally fast and the work to be the same however it is cut. Neither holds: operations take longer while both workers compute, and small micro-batches make small, slow products, so that more of them lowers the bubble and not always the time. Each stage computes its forward pass twice, as GPipe does to save memory; a single thread with room for all activations need not.',
    zh: '两层、d = 128、16 个长 128 的序列，K = 2，机器只有两个核。公式假定各段一样快，也假定怎么切运算都一样快。两条都不全成立：两个线程同时计算时，每个操作都会变慢；微批次越小，矩阵乘法越小、越慢，所以切得更多，气泡会变小，用时却未必变短。各段像 GPipe 那样为省内存把前向算两遍；内存装得下全部激活值的单线程不必如此。',
  },
  anchors: [
    {
      text: {
        en: 'A Transformer of 48 layers on two TPUs: throughput 1, 1.7 and 1.8 with 1, 4 and 32 micro-batches; the batch was adjusted to fit.',
        zh: '48 层的 Transformer 用两块 TPU：微批次数为 1、4、32 时，吞吐量之比为 1、1.7、1.8；批的大小按内存调整。',
      },
      cite: 'huang2019',
      at: { en: 'Table 2', zh: '表 2' },
    },
    {
      text: {
        en: 'The idle share is O((K − 1)/(M + K − 1)), and negligible from M = 4K on.',
        zh: '空闲份额为 O((K − 1)/(M + K − 1))，M ≥ 4K 时可以忽略。',
      },
      cite: 'huang2019',
      at: { en: 'Section 2.3', zh: '第 2.3 节' },
    },
  ],
  predictions: pipelineBubblePredictions,
  caseLabels,
  quantities: pipelineBubbleQuantities,
  figures: pipelineBubbleFigures,
});
