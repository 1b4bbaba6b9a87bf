import type { ChartSeries } from '#charts/line-chart.ts';
import {
  type ExactRule,
  type QuantityRule,
  ratio,
  type TimedRule,
  time,
} from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { observed, predicted } from '#results/share-rules.ts';
import { describeSeries } from './describe-chart.ts';
import { defineFigures, type Localised } from './figure.ts';
import { findingSeries } from './finding-series.ts';
import { timeFigure } from './time-figure.ts';

const layers = [1, 2, 4] as const;
const grid = [1, 2, 4, 8] as const;
type Layers = (typeof layers)[number];
const guessers = layers.map((count) => `first-${count}`);

const caseLabels: Record<string, Localised> = {
  'one-by-one': { en: 'one by one', zh: '一个一个来' },
  'first-1': { en: 'first layer guesses', zh: '首层来猜' },
  'first-2': { en: 'first two guess', zh: '前 2 层来猜' },
  'first-4': { en: 'first four guess', zh: '前 4 层来猜' },
};

const at = (network: string, ahead: number) => ({ case: `${network}@one`, at: ahead });
const guesser: Record<Layers, Localised> = {
  1: { en: 'the first layer', zh: '首层' },
  2: { en: 'the first two layers', zh: '前 2 层' },
  4: { en: 'the first four layers', zh: '前 4 层' },
};

/** How often the guesses of so many layers are what all layers say. */
const agreementOf = (count: Layers): ExactRule =>
  observed(at(`first-${count}`, 4), 'agreement', 'share');

/** Expected tokens of a pass, each guess right by itself (Leviathan et al. 2023, eq. 1). */
function expectedTokens(alpha: number, ahead: number): number {
  return alpha === 1 ? ahead + 1 : (1 - alpha ** (ahead + 1)) / (1 - alpha);
}

function expectedOf(count: Layers, ahead: number): ExactRule {
  const agreement = agreementOf(count);
  return {
    kind: 'exact',
    unit: 'count',
    value: (record) => expectedTokens(agreement.value(record), ahead),
  };
}

/** The gain where a pass costs the same whatever it reads, and a guess its share c of the layers: tokens over cγ + 1. */
function paperGain(count: Layers, ahead: number): ExactRule {
  const [tokens, cost] = [expectedOf(count, ahead), predicted(`guess-cost-${count}`, 'ratio')];
  return {
    kind: 'exact',
    unit: 'ratio',
    value: (record) => tokens.value(record) / (cost.value(record) * ahead + 1),
  };
}

function gain(count: Layers, ahead: number): [string, { label: Localised; rule: TimedRule }] {
  const { en, zh } = guesser[count];
  return [
    `gain-${count}-${ahead}`,
    {
      label: {
        en: `time of decoding one by one over that with ${ahead} guessed by ${en} (γ = ${ahead})`,
        zh: `逐个解码与由${zh}猜 ${ahead} 个的用时之比（γ = ${ahead}）`,
      },
      rule: ratio({ of: at('one-by-one', ahead), over: at(`first-${count}`, ahead) }),
    },
  ];
}

function ofLayers(count: Layers): [string, { label: Localised; rule: QuantityRule }][] {
  const { en, zh } = guesser[count];
  return [
    ...grid.map((ahead) => gain(count, ahead)),
    [
      `agreement-${count}`,
      {
        label: {
          en: `share of tokens that ${en} would say like all layers`,
          zh: `${zh}与全部层说法一致的词元所占份额`,
        },
        rule: agreementOf(count),
      },
    ],
    [
      `tokens-a-pass-${count}`,
      {
        label: {
          en: `tokens of a pass, four guessed by ${en}`,
          zh: `由${zh}猜 4 个时，每次前向得到的词元数`,
        },
        rule: observed(at(`first-${count}`, 4), 'tokens-a-pass', 'count'),
      },
    ],
  ];
}

/** What the paper's equation expects of the agreement that was observed. */
function expectedLines(record: MeasuredRecord, label: Localised, locale: 'en' | 'zh') {
  return layers.map((count): ChartSeries => {
    const alpha = agreementOf(count).value(record);
    return {
      id: `expected-${count}`,
      label: `${label[locale]} ${count}`,
      kind: 'theory',
      color: 'rust',
      marker: 'circle',
      points: grid.map((ahead) => ({ x: ahead, y: expectedTokens(alpha, ahead) })),
    };
  });
}

const axis = {
  label: { en: 'tokens guessed at a time γ', zh: '每次猜的词元数 γ' },
  symbol: 'γ',
  scale: 'log',
  ticks: [...grid],
} as const;

export default defineFigures({
  experiment: 'speculative-decoding',
  title: { en: 'Guessing ahead', zh: '先猜后验' },
  question: {
    en: 'A decoder says one token a pass, because each waits for the one before. Its first layers may guess several, and one pass of all layers then checks them together. The text stays the same to the last token. Is it said sooner?',
    zh: '解码器每次前向说一个词元，因为每个都要等前一个。让它的前几层先猜几个，再由全部层用一次前向一并检验，得到的文本一个词元也不差。这样说得更快吗？',
  },
  prediction: {
    en: 'If a guess is right with probability α, a pass gives (1 − α^(γ+1))/(1 − α) tokens (Leviathan et al., eq. 1); with guesses that cost c of a pass the gain is that over cγ + 1. Where calls decide, a pass over γ + 1 tokens costs what a pass over one does.',
    zh: '若每个猜测以概率 α 猜中，一次前向得到 (1 − α^(γ+1))/(1 − α) 个词元（Leviathan 等，式 1）；一次猜测的代价是一次前向的 c 倍时，加速比为它除以 cγ + 1。调用开销起决定作用时，一次前向读 γ + 1 个词元与读一个代价相同。',
  },
  equality: {
    en: 'Every way says the same tokens (E3), those of a float64 oracle without cache among them.',
    zh: '各种方式说出的词元完全相同（E3），也与不带缓存的 float64 参考实现一致。',
  },
  limits: {
    en: 'One untrained stack of six layers whose later layers change little, as in trained ones; 32 tokens behind a prompt of 8, one sequence, one thread. How often a guess is right is a fact of this stack, not of language.',
    zh: '未训练的 6 层网络，后面的层改动很小，和训练好的网络相仿；8 个词元的提示之后再说 32 个，一条序列，单线程。猜中的频率属于这个网络，不属于语言。',
  },
  anchors: [
    {
      text: {
        en: 'T5-XXL decodes two to three times as fast, with identical outputs.',
        zh: 'T5-XXL 的解码快到 2 至 3 倍，输出完全相同。',
      },
      cite: 'leviathan2023',
      at: { en: 'abstract', zh: '摘要' },
    },
  ],
  predictions: {
    ...Object.fromEntries(
      layers.map((count) => [
        `tokens-of-${count}-as-expected`,
        {
          statement: {
            en: `With four guessed by ${guesser[count].en}, a pass gives as many tokens as equation 1 has for the agreement observed.`,
            zh: `由${guesser[count].zh}猜 4 个时，每次前向得到的词元数与式 1 按实测一致率算出的相同。`,
          },
          quantity: `tokens-a-pass-${count}`,
          predicted: expectedOf(count, 4),
          within: 1.5,
        },
      ]),
    ),
    'a-pass-of-five-costs-one': {
      statement: {
        en: 'With four guessed by the first layer, the gain is the tokens of equation 1 over 4c + 1, c being one layer in six.',
        zh: '由首层猜 4 个时，加速比等于式 1 的词元数除以 4c + 1，c 为六分之一。',
      },
      quantity: 'gain-1-4',
      predicted: paperGain(1, 4),
      within: 1.25,
    },
    'eight-guesses-do-not-pay': {
      statement: {
        en: 'Eight guesses of four layers in six cost more than they save: the gain is the tokens of equation 1 over 8c + 1, c being two thirds.',
        zh: '六层里用四层来猜，一次 8 个，得不偿失：加速比等于式 1 的词元数除以 8c + 1，c 为三分之二。',
      },
      quantity: 'gain-4-8',
      predicted: paperGain(4, 8),
      within: 1.25,
    },
  },
  caseLabels,
  quantities: {
    ...Object.fromEntries(layers.flatMap(ofLayers)),
    'one-by-one-time': {
      label: { en: 'time of 32 tokens, one by one', zh: '逐个解码 32 个词元的用时' },
      rule: time(at('one-by-one', 4)),
    },
  },
  figures: {
    'time-over-ahead': timeFigure({
      title: {
        en: 'Time of 32 tokens against the number of guesses, one thread',
        zh: '32 个词元的用时与每次猜的个数（单线程）',
      },
      kinds: ['dispatch', 'gemm'],
      networks: ['one-by-one', ...guessers],
      labels: caseLabels,
      x: axis,
      ticksMs: [100, 200, 400, 800],
    }),
    'tokens-a-pass': {
      title: {
        en: 'Tokens of a pass against the number of guesses',
        zh: '每次前向得到的词元数与每次猜的个数',
      },
      kinds: ['overlap'],
      chart(record, locale, local) {
        const series = findingSeries('tokens-a-pass', guessers, caseLabels, locale, record, {
          local,
        });
        const expected = { en: 'eq. 1, layers', zh: '式 1，层数' };
        return {
          kind: 'lines',
          title: this.title[locale],
          description: describeSeries(series, { symbol: 'γ', unit: '' }, locale),
          x: { label: axis.label[locale], scale: 'log', ticks: [...grid] },
          y: {
            label: { en: 'Tokens of a pass', zh: '每次前向的词元数' }[locale],
            scale: 'linear',
            ticks: [1, 2, 3, 4, 5],
          },
          series: [...series, ...expectedLines(record, expected, locale)],
        };
      },
    },
  },
});
