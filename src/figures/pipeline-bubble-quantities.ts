import { partTimeRatio } from '#results/part-time.ts';
import {
  type QuantityRule,
  ratio,
  sequentialSteps,
  time,
  type Unit,
  workRatio,
} from '#results/quantity.ts';
import { partShare, predicted } from '#results/share-rules.ts';
import type { Localised } from './figure.ts';
import { type Schedule, scheduleNames } from './pipeline-bubble-timeline.ts';

type Entry = { label: Localised; rule: QuantityRule };

/** The numbers of micro-batches that are quoted; with one there is nothing to overlap. */
const counts = [2, 4, 8, 16] as const;

const at = (schedule: Schedule, M: number) => ({ case: `${schedule}@one`, at: M });
const oneWorker = (M: number) => ({ case: 'one-worker@one', at: M });
const undivided = { case: 'undivided@one', at: 1 };

/** One entry for each number of micro-batches. */
const overCounts = (key: string, entryOf: (M: number) => Entry): Record<string, Entry> =>
  Object.fromEntries(counts.map((M) => [`${key}-m${M}`, entryOf(M)]));

const theory = (key: string, unit: Unit, en: string, zh: string) =>
  overCounts(key, (M) => ({
    label: { en: `${en} (2 stages, M = ${M})`, zh: `${zh}（两段，M = ${M}）` },
    rule: predicted(`${key}-m${M}`, unit),
  }));

function ofSchedule(schedule: Schedule): Record<string, Entry> {
  const name = scheduleNames[schedule];
  return {
    ...overCounts(`${schedule}-bubble`, (M) => ({
      label: {
        en: `share of the two workers’ time that ${name} leaves idle (M = ${M})`,
        zh: `${name} 调度下两个工作线程空闲的时间份额（M = ${M}）`,
      },
      rule: partShare(at(schedule, M), 'idle', 2),
    })),
    ...overCounts(`${schedule}-speed-up`, (M) => ({
      label: {
        en: `speed-up of ${name} on two workers over one worker with the same micro-batches (M = ${M})`,
        zh: `${name} 用两个工作线程，相对一个工作线程算同样微批次的加速比（M = ${M}）`,
      },
      rule: ratio({ of: oneWorker(M), over: at(schedule, M) }),
    })),
    ...overCounts(`${schedule}-over-undivided`, (M) => ({
      label: {
        en: `speed-up of ${name} on two workers over the undivided step in one thread (M = ${M})`,
        zh: `${name} 用两个工作线程，相对单线程整批一步的加速比（M = ${M}）`,
      },
      rule: ratio({ of: undivided, over: at(schedule, M) }),
    })),
    ...overCounts(`${schedule}-slower-together`, (M) => ({
      label: {
        en: `busy time of both workers of ${name} over that of one worker with the same micro-batches (M = ${M})`,
        zh: `${name} 两个工作线程的计算时间之和，与一个工作线程算同样微批次的计算时间之比（M = ${M}）`,
      },
      rule: partTimeRatio({ of: at(schedule, M), over: oneWorker(M) }, ['forward', 'backward']),
    })),
  };
}

/** Every number of the pipeline that a post may quote. */
export const pipelineBubbleQuantities: Record<string, Entry> = {
  ...ofSchedule('gpipe'),
  ...ofSchedule('1f1b'),
  ...theory(
    'bubble',
    'share',
    'predicted idle share, (K − 1)/(M + K − 1)',
    '预测的空闲份额 (K − 1)/(M + K − 1)',
  ),
  ...theory(
    'speed-up',
    'ratio',
    'predicted speed-up, KM/(M + K − 1)',
    '预测的加速比 KM/(M + K − 1)',
  ),
  ...theory(
    'kept-gpipe',
    'count',
    'micro-batches that the first stage of GPipe keeps at once',
    'GPipe 第一段同时保留的微批次数',
  ),
  ...theory(
    'kept-1f1b',
    'count',
    'micro-batches that the first stage of 1F1B keeps at once',
    '1F1B 第一段同时保留的微批次数',
  ),
  ...overCounts('gain', (M) => ({
    label: {
      en: `throughput of GPipe on two workers with M = ${M} over that with M = 1`,
      zh: `GPipe 用两个工作线程，M = ${M} 与 M = 1 的吞吐量之比`,
    },
    rule: ratio({ of: at('gpipe', 1), over: at('gpipe', M) }),
  })),
  ...overCounts('small-batches', (M) => ({
    label: {
      en: `time of one worker with the batch cut into ${M} over that with the whole batch`,
      zh: `一个工作线程把整批切成 ${M} 份来算，与不切的用时之比`,
    },
    rule: ratio({ of: oneWorker(M), over: oneWorker(1) }),
  })),
  'schedules-m4': {
    label: {
      en: 'time of 1F1B over that of GPipe (M = 4)',
      zh: '1F1B 与 GPipe 的用时之比（M = 4）',
    },
    rule: ratio({ of: at('1f1b', 4), over: at('gpipe', 4) }),
  },
  'computed-again': {
    label: {
      en: 'time of one worker, which computes its forward passes twice, over that of the undivided step (M = 1)',
      zh: '前向计算两遍的一个工作线程，与整批一步的用时之比（M = 1）',
    },
    rule: ratio({ of: oneWorker(1), over: undivided }),
  },
  'work-again': {
    label: {
      en: 'multiplications and additions with the forward passes computed twice over those of the undivided step',
      zh: '前向计算两遍与只算一遍的运算量之比',
    },
    rule: workRatio({ of: oneWorker(1), over: undivided }),
  },
  'gpipe-time-m4': {
    label: { en: 'time of a step of GPipe (M = 4)', zh: 'GPipe 一步的用时（M = 4）' },
    rule: time(at('gpipe', 4)),
  },
  'one-worker-time-m4': {
    label: { en: 'time of a step in one worker (M = 4)', zh: '一个工作线程一步的用时（M = 4）' },
    rule: time(oneWorker(4)),
  },
  'undivided-time': {
    label: { en: 'time of the undivided step in one thread', zh: '单线程整批一步的用时' },
    rule: time(undivided),
  },
  'steps-m4': {
    label: {
      en: 'dependent passes of a micro-batch through a stage (2 stages, M = 4)',
      zh: '一个微批次经过一段的串行趟数（两段，M = 4）',
    },
    rule: sequentialSteps(at('gpipe', 4)),
  },
};
