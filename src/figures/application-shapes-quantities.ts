import { type QuantityRule, ratio, sequentialSteps, time, workRatio } from '#results/quantity.ts';
import { ratioToSum } from '#results/ratio-to-sum.ts';
import { amdahlCeiling, predicted, shareOfTime, throughput } from '#results/share-rules.ts';
import type { Localised } from './figure.ts';

/** An application of the experiment: its point on the axis, its name, its tokens. */
export interface Application {
  key: string;
  at: number;
  /** Tokens generated for one source; none where the answer is two pointers. */
  target: number;
  label: Localised;
}

export const applications: readonly Application[] = [
  { key: 'translation', at: 1, target: 24, label: { en: 'translation', zh: '翻译' } },
  { key: 'summarisation', at: 2, target: 56, label: { en: 'summarisation', zh: '摘要' } },
  {
    key: 'question-answering',
    at: 3,
    target: 0,
    label: { en: 'question answering', zh: '抽取式问答' },
  },
  { key: 'chat', at: 4, target: 256, label: { en: 'chat', zh: '聊天' } },
];
export const generating = applications.filter(({ target }) => target > 0);

/** Whether the application was measured with a batch of eight too. */
export const isBatched = ({ key }: Application) => key !== 'chat';

/** Cases at an application, one sequence or a batch of eight. */
export const encodeAt = (at: number, batch = '') => ({ case: `encode${batch}@one`, at });
export const wholeAt = (at: number, batch = '') => ({ case: `whole${batch}@one`, at });
const generateAt = (at: number) => ({ case: 'generate@one', at });

type Quantities = Record<string, { label: Localised; rule: QuantityRule }>;

/** Of every application: times, the parallel share of time and of work. */
function ofEach({ key, at, label: { en, zh } }: Application): Quantities {
  return {
    [`${key}-encode-time`]: {
      label: { en: `time of the pass over the source (${en})`, zh: `处理源序列的用时（${zh}）` },
      rule: time(encodeAt(at)),
    },
    [`${key}-time`]: {
      label: { en: `time of the whole application (${en})`, zh: `整个任务的用时（${zh}）` },
      rule: time(wholeAt(at)),
    },
    [`${key}-parallel-share`]: {
      label: {
        en: `share of the time spent on all source positions at once (${en})`,
        zh: `并行处理源序列占总用时的份额（${zh}）`,
      },
      rule: shareOfTime({ of: encodeAt(at), over: wholeAt(at) }),
    },
    [`${key}-parallel-work`]: {
      label: {
        en: `share of the multiplications and additions done for all source positions at once (${en})`,
        zh: `并行处理源序列占总运算量的份额（${zh}）`,
      },
      rule: predicted(`${key}-by-work`, 'share'),
    },
    [`${key}-steps`]: {
      label: { en: `dependent passes through the network (${en})`, zh: `串行步数（${zh}）` },
      rule: sequentialSteps(wholeAt(at)),
    },
  };
}

/** Of those that generate: the ceiling, the serial part, the check of the sum, tokens a second. */
function ofGenerating({ key, at, target, label: { en, zh } }: Application): Quantities {
  return {
    [`${key}-generate-time`]: {
      label: { en: `time of the decoding steps (${en})`, zh: `逐词元解码的用时（${zh}）` },
      rule: time(generateAt(at)),
    },
    [`${key}-ceiling`]: {
      label: {
        en: `largest speed-up if the pass over the source took no time, by Amdahl (${en})`,
        zh: `处理源序列不花时间时的加速上限，按阿姆达尔定律（${zh}）`,
      },
      rule: amdahlCeiling({ of: encodeAt(at), over: wholeAt(at) }),
    },
    [`${key}-whole-over-parts`]: {
      label: {
        en: `time of the whole over the sum of its two parts, timed apart (${en})`,
        zh: `整个任务与分别计时的两部分之和的用时之比（${zh}）`,
      },
      rule: ratioToSum({ of: wholeAt(at), over: [encodeAt(at), generateAt(at)] }),
    },
    [`${key}-tokens`]: {
      label: { en: `tokens generated in a second (${en})`, zh: `每秒生成的词元数（${zh}）` },
      rule: throughput(wholeAt(at), target, 'tokens/s'),
    },
  };
}

/** Of those that were measured with a batch of eight too. */
function ofBatched({ key, at, label: { en, zh } }: Application): Quantities {
  return {
    [`${key}-parallel-share-b8`]: {
      label: {
        en: `share of the time spent on all source positions at once (${en}, B = 8)`,
        zh: `并行处理源序列占总用时的份额（${zh}，B = 8）`,
      },
      rule: shareOfTime({ of: encodeAt(at, '-b8'), over: wholeAt(at, '-b8') }),
    },
    [`${key}-batch-cost`]: {
      label: {
        en: `time of a batch of eight over that of one sequence (${en})`,
        zh: `八条一批与单条的用时之比（${zh}）`,
      },
      rule: ratio({ of: wholeAt(at, '-b8'), over: wholeAt(at) }),
    },
  };
}

/** Of a batch of eight that generates. */
function ofBatchedGenerating({ key, at, target, label: { en, zh } }: Application): Quantities {
  return {
    [`${key}-ceiling-b8`]: {
      label: {
        en: `largest speed-up if the pass over the source took no time, by Amdahl (${en}, B = 8)`,
        zh: `处理源序列不花时间时的加速上限，按阿姆达尔定律（${zh}，B = 8）`,
      },
      rule: amdahlCeiling({ of: encodeAt(at, '-b8'), over: wholeAt(at, '-b8') }),
    },
    [`${key}-tokens-b8`]: {
      label: {
        en: `tokens generated in a second (${en}, B = 8)`,
        zh: `每秒生成的词元数（${zh}，B = 8）`,
      },
      rule: throughput(wholeAt(at, '-b8'), 8 * target, 'tokens/s'),
    },
  };
}

export const applicationQuantities: Quantities = {
  ...Object.assign({}, ...applications.map(ofEach)),
  ...Object.assign({}, ...generating.map(ofGenerating)),
  ...Object.assign({}, ...applications.filter(isBatched).map(ofBatched)),
  ...Object.assign({}, ...generating.filter(isBatched).map(ofBatchedGenerating)),
  'recomputed-over-cached': {
    label: {
      en: 'time with every prefix computed again over that with a KV cache (translation)',
      zh: '逐步重算前缀与带 KV 缓存的用时之比（翻译）',
    },
    rule: ratio({ of: { case: 'whole-recomputed@one', at: 1 }, over: wholeAt(1) }),
  },
  'recomputed-work': {
    label: {
      en: 'multiplications and additions with every prefix computed again over those with a KV cache (translation)',
      zh: '逐步重算前缀与带 KV 缓存的运算量之比（翻译）',
    },
    rule: workRatio({ of: { case: 'whole-recomputed@one', at: 1 }, over: wholeAt(1) }),
  },
};
