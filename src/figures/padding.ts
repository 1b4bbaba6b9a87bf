import { exponent, type QuantityRule, rate, ratio, time, workRatio } from '#results/quantity.ts';
import { observed } from '#results/share-rules.ts';
import { describeSeries } from './describe-chart.ts';
import { defineFigures, type Localised } from './figure.ts';
import { findingSeries } from './finding-series.ts';
import { timeFigure } from './time-figure.ts';

const batchings = ['as-they-come', 'in-buckets', 'by-length', 'packed'] as const;
type Batching = (typeof batchings)[number];
const batchSizes = [4, 16, 64];

const labels = {
  alone: { en: 'one by one', zh: '逐句' },
  'as-they-come': { en: 'as they come', zh: '按到来次序' },
  'in-buckets': { en: 'in buckets', zh: '分桶' },
  'by-length': { en: 'by length', zh: '按长度排序' },
  packed: { en: 'packed', zh: '拼接' },
} satisfies Record<string, Localised>;

/** What a way of making batches is called inside a sentence. */
const names = {
  'as-they-come': { en: 'batches of sentences as they come', zh: '按到来次序成批' },
  'in-buckets': { en: 'batches from four buckets of lengths', zh: '按长度分四桶成批' },
  'by-length': { en: 'batches of sentences sorted by length', zh: '按长度排序成批' },
  packed: { en: 'sentences packed several to a row', zh: '几句拼成一行' },
} satisfies Record<Batching, Localised>;

const at = (batching: Batching, B: number) => ({ case: `${batching}@one`, at: B });
const alone = { case: 'alone@one', at: 1 };

type Entry = [string, { label: Localised; rule: QuantityRule }];

function ofBatching(batching: Batching, B: number): Entry[] {
  const { en, zh } = names[batching];
  const where = { en: `(B = ${B})`, zh: `（B = ${B}）` };
  const entry = (key: string, english: string, chinese: string, rule: QuantityRule): Entry => [
    `${batching}-${key}-b${B}`,
    { label: { en: `${english} ${where.en}`, zh: `${chinese}${where.zh}` }, rule },
  ];
  return [
    entry('time', `time of ${en}`, `${zh}的用时`, time(at(batching, B))),
    entry(
      'padded',
      `share of padding in ${en}`,
      `${zh}时填充所占的份额`,
      observed(at(batching, B), 'padded-share', 'share'),
    ),
    entry('rate', `rate of ${en}, padding counted`, `${zh}的速率（含填充）`, rate(at(batching, B))),
  ];
}

function overSorted(batching: 'as-they-come' | 'in-buckets' | 'packed'): Entry[] {
  const { en, zh } = names[batching];
  const sorted = names['by-length'];
  const pair = { of: at(batching, 64), over: at('by-length', 64) };
  return [
    [
      `${batching}-over-by-length`,
      {
        label: {
          en: `time of ${en} over that of ${sorted.en} (B = 64)`,
          zh: `${zh}与${sorted.zh}的用时之比（B = 64）`,
        },
        rule: ratio(pair),
      },
    ],
    [
      `${batching}-work-over-by-length`,
      {
        label: {
          en: `multiplications and additions of ${en} over those of ${sorted.en} (B = 64)`,
          zh: `${zh}与${sorted.zh}的运算量之比（B = 64）`,
        },
        rule: workRatio(pair),
      },
    ],
  ];
}

export default defineFigures({
  experiment: 'padding',
  title: { en: 'Batches of unequal sentences', zh: '长短不一的句子如何成批' },
  question: {
    en: 'A batch is a rectangle, and sentences are not equally long. The same sentences through the same layer, made into batches in four ways: how much is padding, and what does it cost?',
    zh: '一批数据是个矩形，句子却长短不一。同样的句子、同样的一层，用四种办法成批：填充占多少？代价又是多少？',
  },
  prediction: {
    en: 'What is computed is B·max nᵢ positions for Σ nᵢ that are asked for, and of scores B·(max nᵢ)²; time should grow as the work with the padding in it. One by one nothing is padding, and every sentence pays its calls alone.',
    zh: '要的是 Σ nᵢ 个位置，算的却是 B·max nᵢ 个，得分更是 B·(max nᵢ)² 个；用时应当按含填充的运算量增长。逐句计算没有填充，但每句都要独自付调用的代价。',
  },
  equality: {
    en: 'Every sentence gets what it gets alone, whatever stands beside it: all ways agree with a float64 oracle that knows no batch (E1). Without the mask they do not; by how much is found out, too.',
    zh: '无论旁边是什么，每个句子得到的结果都与单独计算时相同：四种办法都与不知批为何物的 float64 参考实现一致（E1）。去掉掩码就不一致了；差多少，也一并查明。',
  },
  limits: {
    en: 'One encoder layer, d = 64, 256 sentences whose lengths are drawn once from a log-normal distribution with median 24; one thread. In training sorted batches are seldom the same as shuffled ones: what order does to learning is not asked. The packed rows compute scores between sentences and mask them.',
    zh: '一个编码器层，d = 64，256 个句子，长度按中位数为 24 的对数正态分布一次抽定；单线程。训练时，排序成批与打乱成批并不等价：次序对学习的影响不在此问。拼接的行也算了句子之间的得分，再用掩码遮去。',
  },
  anchors: [
    {
      text: {
        en: 'In the data on which BERT is trained up to 50 % of all tokens are padding, in GLUE-CoLA at length 128 it is 89 %; packing makes phase 2 of pre-training 2 times as fast.',
        zh: 'BERT 的训练数据中填充可达 50%，GLUE-CoLA 在长度 128 下达 89%；拼接使预训练第二阶段快到 2 倍。',
      },
      cite: 'krell2021',
      at: { en: 'abstract', zh: '摘要' },
    },
    {
      text: {
        en: 'The first Transformer was trained on batches of sentence pairs of approximately the same length.',
        zh: '最早的 Transformer 就把长度相近的句对放进同一批。',
      },
      cite: 'vaswani2017',
      at: { en: 'section 5.1', zh: '第 5.1 节' },
    },
  ],
  predictions: {
    'padding-costs-its-work': {
      statement: {
        en: 'Padding costs what its work says: batches as they come over batches by length, B = 64.',
        zh: '填充的代价等于它的运算量：B = 64 时按到来次序与按长度排序之比。',
      },
      quantity: 'as-they-come-over-by-length',
      predicted: workRatio({ of: at('as-they-come', 64), over: at('by-length', 64) }),
      within: 1.25,
    },
    'packing-costs-its-work': {
      statement: {
        en: 'So do packed rows, whose scores between sentences are computed and masked.',
        zh: '拼接也一样：句子之间的得分算了，又被遮去。',
      },
      quantity: 'packed-over-by-length',
      predicted: workRatio({ of: at('packed', 64), over: at('by-length', 64) }),
      within: 1.25,
    },
    'alone-costs-calls': {
      statement: {
        en: 'One by one there is no padding and less work than in any batch: if work decided, it would be the fastest.',
        zh: '逐句计算没有填充，运算量比任何一种成批都少：若由运算量决定，它最快。',
      },
      quantity: 'alone-over-by-length',
      predicted: workRatio({ of: alone, over: at('by-length', 64) }),
      within: 1.25,
      remark: {
        en: 'Work does not decide: each sentence pays all calls of the layer for itself, and multiplies few rows at a time.',
        zh: '运算量说了不算：每句都要独自付全层的调用，每次乘的行又少。',
      },
    },
  },
  caseLabels: labels,
  quantities: {
    ...Object.fromEntries(
      batchings.flatMap((each) => batchSizes.flatMap((B) => ofBatching(each, B))),
    ),
    ...Object.fromEntries((['as-they-come', 'in-buckets', 'packed'] as const).flatMap(overSorted)),
    'alone-time': {
      label: { en: 'time of all sentences one by one', zh: '逐句计算全部句子的用时' },
      rule: time(alone),
    },
    'alone-over-by-length': {
      label: {
        en: 'time of all sentences one by one over that of batches sorted by length (B = 64)',
        zh: '逐句计算与按长度排序成批的用时之比（B = 64）',
      },
      rule: ratio({ of: alone, over: at('by-length', 64) }),
    },
    'as-they-come-exponent': {
      label: {
        en: 'exponent in B of the time of batches of sentences as they come (B = 4 to 64)',
        zh: '按到来次序成批的用时对 B 的指数（B = 4 至 64）',
      },
      rule: exponent('as-they-come@one', 4, 64),
    },
    'error-without-mask': {
      label: {
        en: 'largest change of an output when the mask is forgotten (sentences as they come, B = 64)',
        zh: '忘记掩码时输出的最大变化（按到来次序，B = 64）',
      },
      rule: observed(at('as-they-come', 64), 'error-without-mask', 'exponent'),
    },
  },
  figures: {
    'time-over-batch-size': timeFigure({
      title: {
        en: 'Time of 256 sentences against the size of a batch, one thread',
        zh: '256 个句子的用时与批量（单线程）',
      },
      kinds: ['less-work', 'gemm'],
      networks: batchings,
      labels,
      x: {
        label: { en: 'sentences in a batch B', zh: '每批句数 B' },
        symbol: 'B',
        scale: 'log',
        ticks: batchSizes,
      },
      ticksMs: [10, 20, 50, 100],
    }),
    'padding-over-batch-size': {
      title: {
        en: 'Share of padding against the size of a batch',
        zh: '填充的份额与批量',
      },
      kinds: ['less-work'],
      chart(record, locale, local) {
        const series = findingSeries('padded-share', batchings, labels, locale, record, {
          scale: 100,
          local,
        });
        return {
          kind: 'lines',
          title: this.title[locale],
          description: describeSeries(series, { symbol: 'B', unit: ' %' }, locale),
          x: {
            label: { en: 'sentences in a batch B', zh: '每批句数 B' }[locale],
            scale: 'log',
            ticks: batchSizes,
          },
          y: {
            label: { en: 'Padding, % of positions', zh: '填充（占位置的百分比）' }[locale],
            scale: 'linear',
            ticks: [0, 20, 40, 60, 80],
          },
          series,
        };
      },
    },
  },
});
