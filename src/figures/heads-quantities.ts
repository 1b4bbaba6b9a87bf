import {
  type QuantityRule,
  rate,
  ratio,
  sequentialSteps,
  time,
  workRatio,
} from '#results/quantity.ts';
import { ratioToSum } from '#results/ratio-to-sum.ts';
import { predicted } from '#results/share-rules.ts';
import type { Localised } from './figure.ts';

/** What a schedule is called inside a sentence. */
const schedules = {
  loop: { en: 'the loop over heads', zh: '逐头循环' },
  batched: { en: 'the batched product', zh: '合批计算' },
  fused: { en: 'the batched product with fused QKV', zh: '合批且 QKV 合一的计算' },
} satisfies Record<string, Localised>;

type Schedule = keyof typeof schedules;
type Heads = 1 | 8 | 32;
type Entry = { label: Localised; rule: QuantityRule };

const one = (schedule: Schedule, at: Heads) => ({ case: `heads-${schedule}@one`, at });
const all = (schedule: Schedule, at: Heads) => ({ case: `heads-${schedule}@all`, at });
const calls = (at: Heads) => ({ case: 'calls-alone@one', at });

function timeOf(schedule: Schedule, h: Heads): Entry {
  const { en, zh } = schedules[schedule];
  return {
    label: {
      en: `time of ${en} (h = ${h}, one thread)`,
      zh: `${zh}的用时（h = ${h}，单线程）`,
    },
    rule: time(one(schedule, h)),
  };
}

function timeRatio(of: Schedule, over: Schedule, h: Heads): Entry {
  return {
    label: {
      en: `time of ${schedules[of].en} over that of ${schedules[over].en} (h = ${h}, one thread)`,
      zh: `${schedules[of].zh}与${schedules[over].zh}的用时之比（h = ${h}，单线程）`,
    },
    rule: ratio({ of: one(of, h), over: one(over, h) }),
  };
}

/** How much longer a schedule takes with 32 heads than with one. */
function growth(schedule: Schedule): Entry {
  const { en, zh } = schedules[schedule];
  return {
    label: {
      en: `time of ${en} with 32 heads over that with one (one thread)`,
      zh: `${zh}：32 个头与 1 个头的用时之比（单线程）`,
    },
    rule: ratio({ of: one(schedule, 32), over: one(schedule, 1) }),
  };
}

function speedUp(schedule: 'loop' | 'batched', h: Heads): Entry {
  const { en, zh } = schedules[schedule];
  return {
    label: {
      en: `speed-up of ${en} by all threads over one (h = ${h})`,
      zh: `全部线程给${zh}的加速比（h = ${h}）`,
    },
    rule: ratio({ of: one(schedule, h), over: all(schedule, h) }),
  };
}

function rateOf(schedule: Schedule, h: Heads): Entry {
  const { en, zh } = schedules[schedule];
  return {
    label: { en: `rate of ${en} (h = ${h}, one thread)`, zh: `${zh}的速率（h = ${h}，单线程）` },
    rule: rate(one(schedule, h)),
  };
}

/** Operations that one pass hands to the library, by the closed form. */
function operations(en: string, zh: string, name: string): Entry {
  return {
    label: { en: `operations of ${en}`, zh: `${zh}的算子数` },
    rule: predicted(name, 'count'),
  };
}

/** What is quoted of heads one after another and together. */
export const headsQuantities = {
  'loop-time-1': timeOf('loop', 1),
  'loop-time-8': timeOf('loop', 8),
  'loop-time-32': timeOf('loop', 32),
  'batched-time-1': timeOf('batched', 1),
  'batched-time-8': timeOf('batched', 8),
  'batched-time-32': timeOf('batched', 32),
  'fused-time-8': timeOf('fused', 8),
  'loop-over-batched-1': timeRatio('loop', 'batched', 1),
  'loop-over-batched-8': timeRatio('loop', 'batched', 8),
  'loop-over-batched-32': timeRatio('loop', 'batched', 32),
  'batched-over-fused-1': timeRatio('batched', 'fused', 1),
  'batched-over-fused-8': timeRatio('batched', 'fused', 8),
  'batched-over-fused-32': timeRatio('batched', 'fused', 32),
  'loop-32-over-1': growth('loop'),
  'batched-32-over-1': growth('batched'),
  'fused-32-over-1': growth('fused'),
  'loop-speed-up-8': speedUp('loop', 8),
  'batched-speed-up-8': speedUp('batched', 8),
  'loop-speed-up-32': speedUp('loop', 32),
  'batched-speed-up-32': speedUp('batched', 32),
  'loop-over-batched-8-all': {
    label: {
      en: 'time of the loop over heads over that of the batched product (h = 8, all threads)',
      zh: '逐头循环与合批计算的用时之比（h = 8，全部线程）',
    },
    rule: ratio({ of: all('loop', 8), over: all('batched', 8) }),
  },
  'calls-time-32': {
    label: {
      en: 'time of as many operations on one number as the loop over 32 heads has (one thread)',
      zh: '与 32 个头的循环一样多、但每次只算一个数的算子的用时（单线程）',
    },
    rule: time(calls(32)),
  },
  'loop-over-sum': {
    label: {
      en: 'time of the loop over that of the batched product plus the calls alone (h = 32, one thread)',
      zh: '循环与“合批 + 单纯调用”的用时之比（h = 32，单线程）',
    },
    rule: ratioToSum({ of: one('loop', 32), over: [one('batched', 32), calls(32)] }),
  },
  'batched-rate-1': rateOf('batched', 1),
  'batched-rate-32': rateOf('batched', 32),
  'loop-rate-32': rateOf('loop', 32),
  work: {
    label: {
      en: 'multiplications and additions with 32 heads over those with one',
      zh: '32 个头与 1 个头的运算量之比',
    },
    rule: workRatio({ of: one('batched', 32), over: one('batched', 1) }),
  },
  exponentials: {
    label: {
      en: 'exponentials of the softmax with 32 heads over those with one',
      zh: '32 个头与 1 个头的 softmax 指数运算之比',
    },
    rule: predicted('exponentials-32-over-1', 'ratio'),
  },
  'loop-calls-1': operations('a loop over one head', '1 个头的循环', 'loop-calls-1'),
  'loop-calls-8': operations('a loop over eight heads', '8 个头的循环', 'loop-calls-8'),
  'loop-calls-32': operations('a loop over 32 heads', '32 个头的循环', 'loop-calls-32'),
  'batched-calls': operations('the batched product', '合批计算', 'batched-calls'),
  'loop-steps': {
    label: {
      en: 'dependent steps of the loop over 32 heads: none waits for another',
      zh: '32 个头的循环的串行步数：头与头之间互不等待',
    },
    rule: sequentialSteps(one('loop', 32)),
  },
} as const satisfies Readonly<Record<string, Entry>>;
