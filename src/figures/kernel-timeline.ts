import type { ShareBars } from '#charts/share-bars.ts';
import type { Timeline, TimeSpan } from '#charts/timeline.ts';
import { evaluate } from '#results/quantity.ts';
import type { MeasuredRecord, Span } from '#results/record.ts';
import { predicted } from '#results/share-rules.ts';
import { flopShare, timelineOf, timeShare } from '#results/work-shares.ts';
import { describeLanes, describeShares } from './describe-chart.ts';
import { defineFigures } from './figure.ts';
import {
  type Group,
  groupLabels,
  groups,
  kernelTimelineQuantities,
} from './kernel-timeline-quantities.ts';

const groupNames = Object.keys(groups) as Group[];
const pass = (n: number) => ({ case: 'pass@one', at: n });
const groupOf = (part: string) =>
  groupNames.find((group) => (groups[group] as readonly string[]).includes(part)) as Group;

const styles: Record<Group, Pick<ShareBars['parts'][number], 'color' | 'pattern'>> = {
  weights: { color: 'blue' },
  attention: { color: 'green', pattern: 'hatch' },
  softmax: { color: 'purple', pattern: 'dots' },
  norm: { color: 'gold' },
  'element-wise': { color: 'rust', pattern: 'lines' },
  layout: { color: 'muted', pattern: 'dots' },
  dispatch: { color: 'grey', pattern: 'hatch' },
};

/** Shares of the groups in one bar; the record rounds times, so they are made to sum to 1. */
function sharesOf(record: MeasuredRecord, of: 'work' | 'time', n: number): number[] {
  const shares = groupNames.map((group) => {
    const rule =
      of === 'work' ? flopShare(pass(n), groups[group]) : timeShare(pass(n), groups[group]);
    return evaluate(rule, record).estimate;
  });
  const all = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / all);
}

/**
 * The first layer of the encoder, cut out of the timeline of a pass: from its first product to the
 * one that begins the next layer. Times in ms since its start.
 */
function firstLayer(spans: readonly Span[]): TimeSpan[] {
  const from = spans.findIndex(({ part }) => part === 'projection');
  const network = spans.findIndex(({ part }) => part === 'feed-forward');
  const to = spans.findIndex(({ part }, index) => index > network && part === 'projection');
  const startMs = spans[from]?.startMs as number;
  return spans
    .slice(from, to - 1) // the last stretch leads to the next layer
    .map((span) => ({
      kind: groupOf(span.part),
      ...(span.label !== undefined && { label: span.label.replace(/^_/, '') }),
      startMs: span.startMs - startMs,
      endMs: span.endMs - startMs,
    }));
}

export default defineFigures({
  experiment: 'kernel-timeline',
  title: { en: 'Where the time of one pass goes', zh: '一次前向的时间花在哪里' },
  question: {
    en: 'Which kernels take the time of one pass of an encoder-decoder, beside the share of the work that they do?',
    zh: '编码器—解码器一次前向的时间花在哪些算子上？它们各自做了多大份额的运算？',
  },
  prediction: {
    en: 'Of the multiplications and additions of the products, attention’s core has a share of 24n²d of 120nd² + 24n²d. Time = FLOPs / rate + kernels · t₀, so that products rule the time only of long sequences.',
    zh: '在乘积的运算量中，注意力核心占 24n²d／(120nd² + 24n²d)。用时 = 运算量 ÷ 速率 + 算子数 · t₀，所以只有序列长时乘积才主导用时。',
  },
  equality: {
    en: 'Watched or not, the pass gives the same logits to the bit (E0), equal to the float64 oracle (E1), with the same tokens chosen (E3).',
    zh: '记录与否，前向得到逐位相同的输出（E0），与 float64 参照一致（E1），选出的词元相同（E3）。',
  },
  limits: {
    en: 'Shares depend on the width: at d = 128 kernels are small, and products rule sooner in wider models. Time between kernels belongs to this framework; graph compilers and fused kernels remove most of it. FLOPs are counted as one for each entry that an element-wise kernel writes, five for softmax.',
    zh: '份额随宽度而变：d = 128 时算子都很小，模型越宽，乘积越早占主导。算子之间的时间属于这个框架，图编译与融合算子能去掉其中大部分。运算量的计法：逐元素算子每写一个数计 1 次，softmax 计 5 次。',
  },
  anchors: [
    {
      text: {
        en: 'Training one BERT encoder layer on a GPU: tensor contractions are 99.80 % of the FLOPs and 61.0 % of the time; softmax and layer normalisation 0.17 % and 25.5 %; element-wise operators 0.03 % and 13.5 %.',
        zh: '在 GPU 上训练一层 BERT 编码器：张量收缩占运算量的 99.80%、用时的 61.0%；softmax 与层归一化占 0.17% 与 25.5%；逐元素算子占 0.03% 与 13.5%。',
      },
      cite: 'ivanov2021',
      at: { en: 'Table 1', zh: '表 1' },
    },
  ],
  predictions: {
    'products-time-256': {
      statement: {
        en: 'At n = 256 matrix products take FLOPs / R of a time FLOPs / R + kernels · t₀',
        zh: 'n = 256 时，矩阵乘法的用时占 运算量/R ÷（运算量/R + 算子数 · t₀）',
      },
      quantity: 'products-time-256',
      predicted: predicted('products-time-256', 'share'),
      within: 1.3,
      remark: {
        en: 'Products pay for their calls, too, and inside a pass they run below the rate of one large product.',
        zh: '矩阵乘法自己也要付调用的开销，而且在一遍前向里，达不到单独一次大乘法的速率。',
      },
    },
    'products-time-16': {
      statement: {
        en: 'At n = 16 the same formula leaves matrix products a small share of the time',
        zh: 'n = 16 时，由同一公式，矩阵乘法只占用时的一小部分',
      },
      quantity: 'products-time-16',
      predicted: predicted('products-time-16', 'share'),
      within: 2,
      remark: {
        en: 'The model charges every kernel alike; a product costs more per call than an addition.',
        zh: '模型给每个算子记同样的开销；矩阵乘法的一次调用比加法贵。',
      },
    },
    'attention-flops-256': {
      statement: {
        en: 'QKᵀ and AV are 24n²d of 120nd² + 24n²d (n = 256; all other kernels set aside)',
        zh: 'QKᵀ 与 AV 占 24n²d／(120nd² + 24n²d)（n = 256，不计其余算子）',
      },
      quantity: 'attention-flops-256',
      predicted: predicted('attention-flops-256', 'share'),
      within: 1.03,
    },
    'per-position-time-256': {
      statement: {
        en: 'At n = 256 no position reads another in all but attention’s share of the products’ time',
        zh: 'n = 256 时，除去注意力在乘法用时中的份额，其余时间里各位置互不读取',
      },
      quantity: 'per-position-time-256',
      predicted: predicted('per-position-time-256', 'share'),
      within: 1.15,
    },
    'watching-16': {
      statement: {
        en: 'Noting the start and end of each kernel costs almost nothing',
        zh: '记录每个算子的起止几乎不花时间',
      },
      quantity: 'watching-16',
      predicted: { kind: 'exact', unit: 'ratio', value: () => 1 },
      within: 1.15,
    },
  },
  caseLabels: {
    pass: { en: 'pass, kernels noted', zh: '前向，记录算子' },
    'pass-unwatched': { en: 'pass, left alone', zh: '前向，不记录' },
  },
  quantities: kernelTimelineQuantities,
  figures: {
    shares: {
      title: {
        en: 'Share of the work and share of the time, one pass on one thread',
        zh: '单线程一次前向：运算量的份额与用时的份额',
      },
      kinds: ['gemm', 'dispatch'],
      chart(record, locale) {
        const bars = [
          { of: 'work', n: 256, en: 'FLOPs, n=256', zh: '运算量，n=256' },
          { of: 'time', n: 256, en: 'Time, n=256', zh: '用时，n=256' },
          { of: 'time', n: 16, en: 'Time, n=16', zh: '用时，n=16' },
          { of: 'work', n: 16, en: 'FLOPs, n=16', zh: '运算量，n=16' },
        ] as const;
        const columns = bars.map(({ of, n }) => sharesOf(record, of, n));
        const parts = groupNames.map((group, index) => ({
          id: group,
          label: groupLabels[group][locale],
          ...styles[group],
          shares: columns.map((column) => column[index] as number),
        }));
        const labels = bars.map((bar) => bar[locale]);
        return {
          kind: 'share-bars',
          title: this.title[locale],
          description: describeShares(labels, parts, locale),
          bars: labels,
          parts,
        };
      },
    },
    timeline: {
      title: {
        en: 'The same kernels of one encoder layer, for a short and for a long sequence',
        zh: '同一层编码器的同一串算子：短序列与长序列',
      },
      kinds: ['gemm', 'dispatch'],
      chart(record, locale) {
        const lanes: Timeline['lanes'] = [16, 256].map((n) => ({
          label: `n = ${n}`,
          spans: firstLayer(timelineOf(record, pass(n))),
        }));
        const keys: Timeline['keys'] = groupNames.map((group) => ({
          kind: group,
          label: groupLabels[group][locale],
          ...(group === 'dispatch' ? { color: 'idle' as const } : styles[group]),
        }));
        return {
          kind: 'timeline',
          title: this.title[locale],
          description: describeLanes(lanes, keys, locale),
          x: {
            label: { en: 'Time since the start of the layer', zh: '自该层开始的时间' }[locale],
            unit: 'ms',
          },
          lanes,
          keys,
        };
      },
    },
  },
});
