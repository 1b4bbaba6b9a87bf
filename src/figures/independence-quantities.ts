import { growthPerStep, nonZeroShare, totalOf } from '#results/finding-rules.ts';
import type { QuantityRule } from '#results/quantity.ts';
import { sequentialSteps } from '#results/quantity.ts';
import { observed } from '#results/share-rules.ts';
import type { Localised } from './figure.ts';

type Quantities = Record<string, { label: Localised; rule: QuantityRule }>;

/** The length at which every input was exchanged once, and the longest one of the grid. */
export const probed = 16;
const longest = 256;

const at = (network: string, n: number) => ({ case: `${network}@one`, at: n });

const share = (network: string, en: string, zh: string, name = 'influence') => ({
  label: {
    en: `share of input–output pairs that depend on each other: ${en} (n = ${probed})`,
    zh: `有依赖的“输入—输出”对所占的份额：${zh}（n = ${probed}）`,
  },
  rule: nonZeroShare(at(network, probed), name),
});

const chain = (network: string, en: string, zh: string, n = longest) => ({
  label: {
    en: `longest chain of dependent kernels: ${en} (n = ${n})`,
    zh: `最长的算子依赖链：${zh}（n = ${n}）`,
  },
  rule: observed(at(network, n), 'longest-path', 'count'),
});

const kernels = (network: string, en: string, zh: string) => ({
  label: { en: `kernels run: ${en} (n = ${longest})`, zh: `执行的算子数：${zh}（n = ${longest}）` },
  rule: observed(at(network, longest), 'kernels', 'count'),
});

const growth = (network: string, name: string, label: Localised) => ({
  label,
  rule: growthPerStep(`${network}@one`, name, 4, longest),
});

/** All that sections about independence quote: exact numbers, without intervals. */
export const independenceQuantities: Quantities = {
  'encoder-share': share('encoder-layer', 'encoder layer', '编码器层'),
  'causal-share': share('causal-layer', 'causal layer', '因果层'),
  'lstm-share': share('lstm', 'LSTM', 'LSTM'),
  'convolution-share': share('convolution', 'convolution of width 3', '宽度为 3 的卷积'),
  'heads-share': share('heads', 'weights and outputs of four heads', '四个头的权重与输出'),
  'target-share': share('cross-attention', 'decoder layer, target', '解码器层，目标端'),
  'source-share': share(
    'cross-attention',
    'decoder layer, source',
    '解码器层，源端',
    'influence-of-source',
  ),
  'encoder-chain': chain('encoder-layer', 'encoder layer', '编码器层'),
  'encoder-chain-short': chain('encoder-layer', 'encoder layer', '编码器层', 4),
  'causal-chain': chain('causal-layer', 'causal layer', '因果层'),
  'decoder-chain': chain('cross-attention', 'decoder layer', '解码器层'),
  'convolution-chain': chain('convolution', 'convolution', '卷积'),
  'heads-chain': chain('heads', 'heads before their sum', '求和之前的各个头'),
  'lstm-chain': chain('lstm', 'LSTM', 'LSTM'),
  'lstm-chain-short': chain('lstm', 'LSTM', 'LSTM', 4),
  'encoder-kernels': kernels('encoder-layer', 'encoder layer', '编码器层'),
  'decoder-kernels': kernels('cross-attention', 'decoder layer', '解码器层'),
  'lstm-kernels': kernels('lstm', 'LSTM', 'LSTM'),
  'encoder-chain-growth': growth('encoder-layer', 'longest-path', {
    en: 'kernels that each further position adds to the encoder layer’s longest chain',
    zh: '每多一个位置，编码器层最长依赖链增加的算子数',
  }),
  'lstm-chain-growth': growth('lstm', 'longest-path', {
    en: 'kernels that each further position adds to the LSTM’s longest chain',
    zh: '每多一个位置，LSTM 最长依赖链增加的算子数',
  }),
  'lstm-kernels-growth': growth('lstm', 'kernels', {
    en: 'kernels that each further position adds to the LSTM',
    zh: '每多一个位置，LSTM 多执行的算子数',
  }),
  'lstm-steps': {
    label: {
      en: `dependent steps of the LSTM (n = ${longest})`,
      zh: `LSTM 的串行步数（n = ${longest}）`,
    },
    rule: sequentialSteps(at('lstm', longest)),
  },
  'pieces-differing': {
    label: {
      en: `entries that differ when query rows are computed in 1, 2, 4 and n pieces in random order, in plain JavaScript (n = ${longest})`,
      zh: `把查询行切成 1、2、4、n 份、按随机次序计算时不相同的数值个数（纯 JavaScript，n = ${longest}）`,
    },
    rule: totalOf(at('rows-in-pieces', longest), 'differing-entries'),
  },
  'pieces-differing-native': {
    label: {
      en: `entries that differ when query rows are computed in pieces on native TensorFlow (n = ${longest})`,
      zh: `在原生 TensorFlow 上把查询行切开计算时不相同的数值个数（n = ${longest}）`,
    },
    rule: totalOf(at('rows-in-pieces-native', longest), 'differing-entries'),
  },
};
