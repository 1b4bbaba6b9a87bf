import type { ChartSeries } from '#charts/line-chart.ts';
import { findingRatio, megabytes } from '#results/finding-rules.ts';
import { constant, exponent, type QuantityRule, ratio, time } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { predicted } from '#results/share-rules.ts';
import { defineFigures, type Localised } from './figure.ts';
import { timeFigure } from './time-figure.ts';

const networks = ['step', 'step-repeated', 'short-step', 'prompt'] as const;
type Network = (typeof networks)[number];

const caseLabels = {
  step: { en: 'step, 2,048 cached', zh: '一步，缓存 2048' },
  'step-repeated': { en: 'step, heads repeated', zh: '一步，头重复存放' },
  'short-step': { en: 'step, 256 cached', zh: '一步，缓存 256' },
  prompt: { en: 'prompt of 512', zh: '512 个词元的提示' },
} satisfies Record<Network, Localised>;

/** What a case is called inside a sentence. */
const names = {
  step: { en: 'a step over 2,048 cached positions', zh: '缓存 2048 个位置的一步解码' },
  'step-repeated': {
    en: 'a step over 2,048 positions with shared heads repeated',
    zh: '缓存 2048 个位置、共享的头重复存放的一步解码',
  },
  'short-step': { en: 'a step over 256 cached positions', zh: '缓存 256 个位置的一步解码' },
  prompt: { en: 'a pass over a prompt of 512', zh: '对 512 个词元的提示的一次前向' },
} satisfies Record<Network, Localised>;

const at = (network: Network, groups: number) => ({ case: `${network}@one`, at: groups });

function eightOverOne(network: Network): [string, { label: Localised; rule: QuantityRule }] {
  const { en, zh } = names[network];
  return [
    `${network}-eight-over-one`,
    {
      label: {
        en: `time of ${en} with eight heads of keys and values over that with one`,
        zh: `${zh}：8 个键值头与 1 个键值头的用时之比`,
      },
      rule: ratio({ of: at(network, 8), over: at(network, 1) }),
    },
  ];
}

function timeAt(
  network: Network,
  groups: number,
): [string, { label: Localised; rule: QuantityRule }] {
  const { en, zh } = names[network];
  return [
    `${network}-time-${groups}`,
    {
      label: { en: `time of ${en} (g = ${groups})`, zh: `${zh}的用时（g = ${groups}）` },
      rule: time(at(network, groups)),
    },
  ];
}

/** The step's time, if it followed the bytes that it reads. */
function bytesLine(record: MeasuredRecord, label: string): ChartSeries {
  const measured = record.estimates.filter((each) => each.case === 'step@one');
  const whole = measured.find((each) => each.at === 8)?.estimateMs ?? Number.NaN;
  const points = measured.map((each) => ({ x: each.at, y: (whole * each.at) / 8 }));
  return { id: 'bytes', label, kind: 'theory', color: 'rust', marker: 'circle', points };
}

export default defineFigures({
  experiment: 'kv-cache-groups',
  title: { en: 'Fewer heads of keys and values', zh: '更少的键值头' },
  question: {
    en: 'Eight heads of queries may share heads of keys and values. The arithmetic stays the same, the cache shrinks. What does that give a step of decoding, and what a pass over a prompt?',
    zh: '8 个查询头可以共用键和值的头。运算量不变，缓存变小。这对一步解码有什么用？对提示的一次前向呢？',
  },
  prediction: {
    en: 'A step reads 2·B·T·g·dHead numbers of cache and makes as many multiplications for every g: if reading decides, eight heads take 8 times as long as one. A prompt of n positions uses each number that it reads n times, so that g should not matter to it.',
    zh: '一步解码从缓存读 2·B·T·g·dHead 个数，而乘法次数与 g 无关：若由读取决定，8 个头的用时是 1 个头的 8 倍。提示有 n 个位置，读来的每个数用 n 次，g 应当无关紧要。',
  },
  equality: {
    en: 'For each g shared and repeated heads compute the same function: both agree with a float64 oracle that repeats each shared head (E1). Different g are different functions with the same multiplications and additions.',
    zh: 'g 给定时，共享的头与重复存放的头计算同一个函数：两者都与把共享头逐一重复的 float64 参考实现一致（E1）。g 不同则是不同的函数，乘加次数相同。',
  },
  limits: {
    en: 'Attention alone, without projections; eight heads of width 64, a batch of eight, one thread, random keys. What quality fewer heads cost is not asked. On a machine with much more arithmetic for each byte that memory gives, the step follows the bytes more closely.',
    zh: '只测注意力，不含投影；8 个宽 64 的头，批量 8，单线程，键是随机的。减少头数对质量的影响不在此问。机器的算力相对内存带宽越强，一步解码就越接近按字节计时。',
  },
  anchors: [
    {
      text: {
        en: 'T5-XXL, time a sample: 1.51 s with all heads, 0.28 s with eight, 0.24 s with one; average score 47.2, 47.1, 46.6. The encoder, which is parallel, was left as it was.',
        zh: 'T5-XXL 每个样本的用时：全部头 1.51 秒，8 个头 0.28 秒，1 个头 0.24 秒；平均得分 47.2、47.1、46.6。编码器本来就并行，没有改动。',
      },
      cite: 'ainslie2023',
      at: { en: 'Table 1', zh: '表 1' },
    },
    {
      text: {
        en: 'With one head of keys and values the decoder takes 3.8 µs a token in place of 46 µs; training takes 13.0 in place of 13.2 µs.',
        zh: '只留一个键值头，解码器每个词元由 46 µs 降到 3.8 µs；训练由 13.2 µs 降到 13.0 µs。',
      },
      cite: 'shazeer2019',
      at: { en: 'Table 2', zh: '表 2' },
    },
  ],
  predictions: {
    'a-step-follows-bytes': {
      statement: {
        en: 'A step over a long cache takes as long as the cache is large: eight heads over one, 8.',
        zh: '缓存很长时，一步的用时与缓存大小成正比：8 个头与 1 个头之比为 8。',
      },
      quantity: 'step-eight-over-one',
      predicted: predicted('bytes-of-all-heads', 'ratio'),
      within: 1.5,
      remark: {
        en: 'A step does more than read: scores, softmax and calls are the same for any number of heads of keys.',
        zh: '一步里不只有读取：得分、softmax 和调用，键值头数多少都一样。',
      },
    },
    'a-prompt-does-not-care': {
      statement: {
        en: 'A prompt uses what it reads many times: eight heads over one, 1.',
        zh: '提示读来的数要用很多次：8 个头与 1 个头之比为 1。',
      },
      quantity: 'prompt-eight-over-one',
      predicted: constant(1, 'ratio'),
      within: 1.25,
    },
    'repeated-heads-save-nothing': {
      statement: {
        en: 'It is reading that is saved, not arithmetic: a shared head that is stored eight times takes as long as eight heads.',
        zh: '省下的是读取，不是运算：把一个共享的头存 8 份，用时与 8 个头相同。',
      },
      quantity: 'repeated-over-eight',
      predicted: constant(1, 'ratio'),
      within: 1.1,
    },
  },
  caseLabels,
  quantities: {
    ...Object.fromEntries(networks.map(eightOverOne)),
    ...Object.fromEntries([
      timeAt('step', 8),
      timeAt('step', 1),
      timeAt('prompt', 8),
      timeAt('prompt', 1),
    ]),
    'repeated-over-eight': {
      label: {
        en: 'time of a step with one head of keys and values stored eight times over that with eight heads',
        zh: '一个键值头存 8 份与 8 个键值头的一步用时之比',
      },
      rule: ratio({ of: at('step-repeated', 1), over: at('step', 8) }),
    },
    'step-exponent': {
      label: {
        en: 'exponent in g of the time of a step over 2,048 cached positions (g = 1 to 8)',
        zh: '缓存 2048 个位置的一步用时对 g 的指数（g = 1 至 8）',
      },
      rule: exponent('step@one', 1, 8),
    },
    'cache-of-eight': {
      label: {
        en: 'cache of eight sequences of 2,048 positions with eight heads',
        zh: '8 条 2048 个位置的序列、8 个键值头的缓存',
      },
      rule: megabytes(at('step', 8), 'cache-bytes'),
    },
    'cache-of-one': {
      label: {
        en: 'cache of eight sequences of 2,048 positions with one head',
        zh: '8 条 2048 个位置的序列、1 个键值头的缓存',
      },
      rule: megabytes(at('step', 1), 'cache-bytes'),
    },
    'cache-eight-over-one': {
      label: {
        en: 'cache with eight heads of keys and values over that with one',
        zh: '8 个键值头与 1 个键值头的缓存之比',
      },
      rule: findingRatio('cache-bytes', { of: at('step', 8), over: at('step', 1) }),
    },
  },
  figures: {
    'time-over-groups': timeFigure({
      title: {
        en: 'Time of attention against heads of keys and values, one thread',
        zh: '注意力的用时与键值头数（单线程）',
      },
      kinds: ['less-work', 'gemm'],
      networks,
      labels: caseLabels,
      x: {
        label: { en: 'heads of keys and values g', zh: '键值头数 g' },
        symbol: 'g',
        scale: 'log',
        ticks: [1, 2, 4, 8],
      },
      ticksMs: [0.1, 1, 10, 100],
      theory: (record, locale) => [
        bytesLine(record, { en: 'step by bytes', zh: '一步：按字节' }[locale]),
      ],
    }),
  },
});
