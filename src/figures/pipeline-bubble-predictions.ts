import { workRatio } from '#results/quantity.ts';
import { predicted } from '#results/share-rules.ts';
import type { Prediction } from './figure.ts';

/** What theory says of the pipeline, written before it was measured. */
export const pipelineBubblePredictions: Record<string, Prediction> = {
  'bubble-of-four': {
    statement: {
      en: 'With two stages and four micro-batches the workers are idle (K − 1)/(M + K − 1) = 1/5 of the time.',
      zh: '两段、四个微批次时，工作线程有 (K − 1)/(M + K − 1) = 1/5 的时间空闲。',
    },
    quantity: 'gpipe-bubble-m4',
    predicted: predicted('bubble-m4', 'share'),
    within: 1.25,
  },
  'bubble-of-sixteen': {
    statement: {
      en: 'With sixteen micro-batches they are idle 1/17 of the time.',
      zh: '十六个微批次时，有 1/17 的时间空闲。',
    },
    quantity: 'gpipe-bubble-m16',
    predicted: predicted('bubble-m16', 'share'),
    within: 1.25,
    remark: {
      en: 'The formula takes all pieces for equally long and handing over for free. Sixteen small pieces differ in length, and at each of 32 hand-overs one stage waits for the other.',
      zh: '公式以为各份一样长，交接不花时间。切成十六小份，长短总有出入，32 次交接，每次都有一段要等另一段。',
    },
  },
  'schedules-are-equal': {
    statement: {
      en: '1F1B saves memory, not time: a step takes as long as with GPipe.',
      zh: '1F1B 省的是内存，不是时间：一步与 GPipe 一样久。',
    },
    quantity: 'schedules-m4',
    predicted: { kind: 'exact', unit: 'ratio', value: () => 1 },
    within: 1.05,
  },
  'speed-up-of-sixteen': {
    statement: {
      en: 'With sixteen micro-batches two workers are KM/(M + K − 1) = 32/17 times as fast as one.',
      zh: '十六个微批次时，两个工作线程比一个快 KM/(M + K − 1) = 32/17 倍。',
    },
    quantity: 'gpipe-speed-up-m16',
    predicted: predicted('speed-up-m16', 'ratio'),
    within: 1.15,
  },
  'computed-again': {
    statement: {
      en: 'Computing the forward passes twice costs a third more than the undivided step: four units of work for three.',
      zh: '前向算两遍，比整批一步多花三分之一的时间：四份运算对三份。',
    },
    quantity: 'computed-again',
    predicted: workRatio({
      of: { case: 'one-worker@one', at: 1 },
      over: { case: 'undivided@one', at: 1 },
    }),
    within: 1.15,
  },
};
