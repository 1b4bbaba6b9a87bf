import type { IntervalRow } from '#charts/interval-bars.ts';
import { type ExactRule, evaluate } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { amdahlCeiling, predicted, shareOfTime } from '#results/share-rules.ts';
import {
  type Application,
  applicationQuantities,
  applications,
  encodeAt,
  generating,
  isBatched,
  wholeAt,
} from './application-shapes-quantities.ts';
import { describeRows, describeShares } from './describe-chart.ts';
import { defineFigures, type Locale } from './figure.ts';
import { formatQuantity } from './format-quantity.ts';

const one: ExactRule = { kind: 'exact', unit: 'ratio', value: () => 1 };

/**
 * Parallel share of an application's time, at most all of it, and of its work. Pointers are scored
 * for all positions at once, so that nothing of an answer by pointing is serial.
 */
function parallelShares({ key, at, target }: Application, record: MeasuredRecord): number[] {
  if (target === 0) return [1, 1];
  const ofTime = evaluate(shareOfTime({ of: encodeAt(at), over: wholeAt(at) }), record);
  // Timed apart, noise can bring the part above the whole.
  return [Math.min(1, ofTime.estimate), workShare(key, record)];
}

function workShare(key: string, record: MeasuredRecord): number {
  return evaluate(predicted(`${key}-by-work`, 'share'), record).estimate;
}

function ceilingRow(
  { key, at, label }: Application,
  batch: '' | '-b8',
  record: MeasuredRecord,
  locale: Locale,
): IntervalRow {
  const points = { of: encodeAt(at, batch), over: wholeAt(at, batch) };
  const value = evaluate(amdahlCeiling(points), record);
  if (value.kind !== 'timed') throw new TypeError('A ceiling of times is timed.');
  const { estimate, low, high } = value.interval(0.95);
  return {
    label: `${label[locale]}${locale === 'zh' ? '，' : ', '}B = ${batch === '' ? 1 : 8}`,
    value: estimate,
    low,
    high,
    color: batch === '' ? 'rust' : 'blue',
    predicted: 1 / (1 - workShare(key, record)),
    text: formatQuantity(value, locale),
  };
}

export default defineFigures({
  experiment: 'application-shapes',
  title: { en: 'The parallel share of four applications', zh: '四类应用的并行份额' },
  question: {
    en: 'One model, four applications: which share of the time goes into the pass over the source, which takes all positions at once, and which into tokens that wait for one another?',
    zh: '同一个模型，四类应用：处理源序列时所有位置一起算，生成词元时一个等一个。总用时在两者之间怎样分配？',
  },
  prediction: {
    en: 'The pass over n source tokens takes L(24nd² + 4n²d) + 4Lnd² multiplications and additions in one step; m tokens take m dependent steps. If arithmetic decided, the parallel share would be that of the work; if the number of passes decided, 1/(1 + m). No speed-up of the parallel part f exceeds 1/(1 − f).',
    zh: '处理 n 个源词元需 L(24nd² + 4n²d) + 4Lnd² 次乘加，一步完成；生成 m 个词元要串行 m 步。若由运算量决定，并行份额就等于运算量的份额；若由步数决定，则是 1/(1 + m)。并行部分占 f 时，加速比不超过 1/(1 − f)。',
  },
  equality: {
    en: 'The tokens of the whole, of the decoding steps alone and of a run that computes every prefix again are the same (E3), and those of a float64 oracle; the vectors, keys and values that the pass leaves agree with the oracle to float32 rounding (E1). The four applications are the same model on different inputs.',
    zh: '整个任务、单独的解码步骤、逐步重算前缀三者选出的词元完全相同（E3），也与 float64 参考实现相同；处理源序列得到的向量、键和值与参考实现相差不超过 float32 舍入（E1）。四类应用是同一个模型，只是输入不同。',
  },
  limits: {
    en: 'A model of 2 + 2 layers, d = 128, with random weights and lengths that are averages: words where the source counts words, one length for all sequences of a batch. A larger model puts more arithmetic into each step; speculative decoding, a shallower decoder and larger batches move the ceiling. Chat is here an encoder-decoder; in a decoder-only model the prompt plays the part of the source.',
    zh: '模型为 2 + 2 层、d = 128，权重随机；长度取平均值（出处按单词计的，这里也按单词计），一批之内长度相同。模型更大，每一步的运算就更多；推测解码、更浅的解码器、更大的批量都会改变上限。这里的聊天也用编码器-解码器；换成纯解码器模型，提示词就相当于源序列。',
  },
  anchors: [
    {
      text: {
        en: 'With all layers but one moved to the encoder, translation keeps its quality and decodes much faster: work moves from the serial side to the parallel one.',
        zh: '把层数移到编码器、解码器只留一层，翻译质量不变，解码快得多：工作从串行一侧移到了并行一侧。',
      },
      cite: 'kasai2021',
      at: { en: 'abstract', zh: '摘要' },
    },
    {
      text: {
        en: 'Greedy translation on a TPUv2, batch of 1024, 128 source and 128 target tokens: 1.7 µs a token in the encoder, 46 µs in the decoder, though both have six layers.',
        zh: 'TPUv2 上的贪心翻译，批量 1024，源和目标各 128 个词元：编码器每词元 1.7 µs，解码器 46 µs，两者都是六层。',
      },
      cite: 'shazeer2019',
      at: { en: 'Table 2', zh: '表 2' },
    },
  ],
  predictions: {
    'translation-by-passes': {
      statement: {
        en: 'In translation no pass has enough arithmetic to matter: each of the 1 + m passes takes equally long, and the pass over the source 1/(1 + m) of the time.',
        zh: '翻译的每一步运算量都很小，1 + m 步各花同样的时间，处理源序列只占 1/(1 + m)。',
      },
      quantity: 'translation-parallel-share',
      predicted: predicted('translation-by-passes', 'share'),
      within: 1.5,
    },
    'summarisation-by-work': {
      statement: {
        en: 'In summarisation arithmetic decides: the pass over 781 tokens takes its share of the multiplications and additions.',
        zh: '摘要由运算量决定：处理 781 个源词元所占的用时，等于它所占的运算量。',
      },
      quantity: 'summarisation-parallel-share',
      predicted: predicted('summarisation-by-work', 'share'),
      within: 1.25,
      remark: {
        en: 'A step of the loop costs its calls, not its arithmetic: 56 of them outweigh one pass over 781 positions.',
        zh: '循环里走一步，花在调用上，不在运算上：56 步加起来，盖过了一次处理 781 个位置。',
      },
    },
    'question-answering-is-parallel': {
      statement: {
        en: 'Extractive question answering has no decoding step: all of its time is parallel over positions.',
        zh: '抽取式问答没有解码步骤：全部用时都可以按位置并行。',
      },
      quantity: 'question-answering-parallel-share',
      predicted: { ...one, unit: 'share' },
      within: 1.1,
    },
    'whole-is-the-sum': {
      statement: {
        en: 'Encoder and decoder do not overlap: the whole takes the sum of its parts (chat).',
        zh: '编码器与解码器不重叠：整个任务的用时等于两部分之和（聊天）。',
      },
      quantity: 'chat-whole-over-parts',
      predicted: one,
      within: 1.1,
    },
    'a-batch-is-free': {
      statement: {
        en: 'A decoding step waits for its calls, not for arithmetic: eight translations take as long as one.',
        zh: '解码步骤等的是调用，不是运算：八条一批翻译，与一条同样快。',
      },
      quantity: 'translation-batch-cost',
      predicted: one,
      within: 1.5,
    },
  },
  caseLabels: {
    encode: { en: 'pass over the source', zh: '处理源序列' },
    generate: { en: 'decoding steps', zh: '逐词元解码' },
    whole: { en: 'whole application', zh: '整个任务' },
    'whole-recomputed': { en: 'whole, prefixes recomputed', zh: '整个任务，重算前缀' },
    'encode-b8': { en: 'pass over the source, B = 8', zh: '处理源序列，B = 8' },
    'whole-b8': { en: 'whole application, B = 8', zh: '整个任务，B = 8' },
  },
  quantities: applicationQuantities,
  figures: {
    shares: {
      title: {
        en: 'Share of time and of work that is parallel over positions, one thread, B = 1',
        zh: '可按位置并行的部分：用时份额与运算量份额（单线程，B = 1）',
      },
      kinds: ['gemm', 'dispatch'],
      chart(record, locale) {
        const kinds = { en: ['time', 'work'], zh: ['用时', '运算量'] }[locale];
        const shares = applications.flatMap((each) => parallelShares(each, record));
        const bars = applications.flatMap(({ label }) =>
          kinds.map((kind) => `${label[locale]}${locale === 'zh' ? '：' : ', '}${kind}`),
        );
        const labels = {
          en: ['pass over the source: all positions at once', 'answer: one token after another'],
          zh: ['处理源序列：所有位置一起', '作答：词元一个接一个'],
        }[locale] as [string, string];
        const parts = [
          { id: 'parallel', label: labels[0], color: 'blue' as const, shares },
          {
            id: 'serial',
            label: labels[1],
            color: 'rust' as const,
            pattern: 'hatch' as const,
            shares: shares.map((share) => 1 - share),
          },
        ];
        return {
          kind: 'share-bars',
          title: this.title[locale],
          description: describeShares(bars, parts, locale),
          bars,
          joinedBy: 2, // an application's time and its work
          parts,
        };
      },
    },
    ceiling: {
      title: {
        en: 'Largest speed-up by making the pass over the source faster alone',
        zh: '只加快源序列的处理，加速比的上限',
      },
      kinds: ['gemm', 'dispatch'],
      chart(record, locale) {
        const rows = generating.flatMap((each) =>
          (['', '-b8'] as const)
            .filter((batch) => batch === '' || isBatched(each))
            .map((batch) => ceilingRow(each, batch, record, locale)),
        );
        return {
          kind: 'interval-bars',
          title: this.title[locale],
          description: describeRows(rows, locale),
          x: {
            label: {
              en: 'Amdahl’s ceiling 1/(1 − f), 95 % interval; question answering has none',
              zh: '阿姆达尔上限 1/(1 − f)，95% 置信区间；抽取式问答没有上限',
            }[locale],
            shortLabel: { en: 'Amdahl’s ceiling 1/(1 − f)', zh: '阿姆达尔上限 1/(1 − f)' }[locale],
            scale: 'log',
            ticks: [1, 2, 5, 10, 20],
          },
          reference: 1,
          rows,
          predictedLabel: {
            en: 'if time went by arithmetic',
            zh: '若用时由运算量决定',
          }[locale],
        };
      },
    },
  },
});
