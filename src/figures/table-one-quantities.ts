import { exponent, exponentAcross, type QuantityRule, ratio, time } from '#results/quantity.ts';
import { crossoverOf } from '#results/scaling-rules.ts';
import { observed, predicted } from '#results/share-rules.ts';
import type { Localised } from './figure.ts';

export const widths = [32, 64, 128, 256] as const;
export const table = [
  'lstm-128',
  'attention-128',
  'convolution',
  'banded',
  'linear-attention',
] as const;

/** What a row of the table is called inside a sentence. */
const names: Record<(typeof table)[number], Localised> = {
  'lstm-128': { en: 'the fused LSTM', zh: '融合 LSTM' },
  'attention-128': { en: 'attention', zh: '注意力' },
  convolution: { en: 'a convolution of width 3', zh: '宽度为 3 的卷积' },
  banded: { en: 'attention in a band of 64', zh: '宽 64 的带状注意力' },
  'linear-attention': { en: 'linear attention', zh: '线性注意力' },
};

export const at = (network: string, n: number) => ({ case: `${network}@one`, at: n });
type Entry = [string, { label: Localised; rule: QuantityRule }];

function ofRow(network: (typeof table)[number]): Entry[] {
  const { en, zh } = names[network];
  return [
    [
      `${network}-exponent`,
      {
        label: {
          en: `exponent in n of the time of ${en} (d = 128, n = 256 to 2048)`,
          zh: `${zh}的用时对 n 的指数（d = 128，n = 256 至 2048）`,
        },
        rule: exponent(`${network}@one`, 256, 2048),
      },
    ],
    [
      `${network}-time`,
      {
        label: { en: `time of ${en} (d = 128, n = 2048)`, zh: `${zh}的用时（d = 128，n = 2048）` },
        rule: time(at(network, 2048)),
      },
    ],
  ];
}

const ofWidth = (d: number): Entry[] => [
  [
    `crossing-${d}`,
    {
      label: {
        en: `length from which attention takes longer than the fused LSTM (d = ${d})`,
        zh: `注意力从多长起比融合 LSTM 更费时（d = ${d}）`,
      },
      rule: crossoverOf(`lstm-${d}@one`, `attention-${d}@one`),
    },
  ],
  [
    `lstm-over-attention-${d}`,
    {
      label: {
        en: `time of the fused LSTM over that of attention (d = ${d}, n = 1024)`,
        zh: `融合 LSTM 与注意力的用时之比（d = ${d}，n = 1024）`,
      },
      rule: ratio({ of: at(`lstm-${d}`, 1024), over: at(`attention-${d}`, 1024) }),
    },
  ],
];

const reachOf = (network: 'attention-128' | 'lstm-128', n: number): Entry => {
  const { en, zh } = names[network];
  return [
    `${network}-reach-${n}`,
    {
      label: {
        en: `how much of the first position is in the last of ${en}, beside the last itself, untrained (n = ${n})`,
        zh: `未训练时，${zh}的末位受首位的影响与受自身的影响之比（n = ${n}）`,
      },
      rule: observed(at(network, n), 'reach', 'ratio'),
    },
  ];
};

/** How time grows with the width, between two widths at one length. */
const widthExponent = (network: 'attention' | 'lstm', en: string, zh: string): Entry => [
  `${network}-width-exponent`,
  {
    label: {
      en: `exponent in d of the time of ${en} (n = 2048, d = 64 to 256)`,
      zh: `${zh}的用时对 d 的指数（n = 2048，d = 64 至 256）`,
    },
    rule: exponentAcross(
      [64, 128, 256].map((d) => ({ size: d, point: at(`${network}-${d}`, 2048) })),
    ),
  },
];

/** All that an article about the table quotes. */
export const tableQuantities: Record<string, Entry[1]> = Object.fromEntries([
  ...table.flatMap(ofRow),
  ...widths.flatMap(ofWidth),
  widthExponent('attention', 'attention', '注意力'),
  widthExponent('lstm', 'the fused LSTM', '融合 LSTM'),
  ...widths.map(
    (d): Entry => [
      `crossing-by-work-${d}`,
      {
        label: {
          en: `length at which attention has as much work as the LSTM (d = ${d})`,
          zh: `注意力与 LSTM 运算量相等的长度（d = ${d}）`,
        },
        rule: predicted(`crossing-${d}`, 'count'),
      },
    ],
  ),
  ...[64, 256, 1024].flatMap((n) => [reachOf('attention-128', n), reachOf('lstm-128', n)]),
]);
