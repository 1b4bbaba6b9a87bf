import type { Locale } from '#figures/figure.ts';
import type { NumeralsWords } from '#trained/numerals-words.ts';

const words: Record<Locale, NumeralsWords> = {
  en: {
    title: 'A trained Transformer reads a number',
    quality:
      'Of {heldOutOf} numbers that it never saw in training it says {heldOut} without a mistake; of {structuralOf} of the harder kind, {structural}.',
    wake: 'Type a number of your own (loads {size} kB: the network, and what it computes with)',
    loading: 'Loading …',
    label: 'A number from 0 to 9999999, in Chinese numerals or in digits',
    say: 'Say it',
    encoded: 'Encoder: {n} characters at once, {ms} ms.',
    said: 'Decoder: {n} words, one after another, {ms} ms.',
    right: 'That is right.',
    wrong: 'That is wrong. It should be “{expected}”.',
    faults: {
      empty: 'Type a number first, such as 三百二十万零五十 or 3200050.',
      symbol:
        '“{symbol}” is not part of a numeral. Expected digits, or characters out of 零一二三四五六七八九十百千万.',
      order:
        'No number is read aloud like this: units fall from 千 to 十, and 零 stands once for each gap, as in 三百二十万零五十.',
      large: 'The largest number that it has learned is 9999999.',
    },
    failed: 'The network could not be started here. {reason}',
    view: 'What is shown',
    views: {
      wordsAtCharacters: 'words looking at characters',
      wordsAtWords: 'words looking at earlier words',
      charactersAtCharacters: 'characters looking at characters',
    },
    layer: 'layer {layer}',
    allHeads: 'mean of all heads',
    head: 'head {head}',
    caption: '{numeral}: {view}, {layer}, {heads}; in per cent, each row sums to a hundred',
  },
  zh: {
    title: '训练好的 Transformer 来读一个数',
    quality:
      '训练时从未见过的 {heldOutOf} 个数，它读对了 {heldOut} 个；更难的那一类 {structuralOf} 个，读对了 {structural} 个。',
    wake: '自己输入一个数（要加载 {size} kB：网络，和它运算用的引擎）',
    loading: '正在加载……',
    label: '0 到 9999999 的一个数，汉字、阿拉伯数字都行',
    say: '读出来',
    encoded: '编码器：{n} 个字一次读完，{ms} 毫秒。',
    said: '解码器：{n} 个词，一个接一个，{ms} 毫秒。',
    right: '读对了。',
    wrong: '读错了，应当是“{expected}”。',
    faults: {
      empty: '请先输入一个数，比如 三百二十万零五十，或者 3200050。',
      symbol: '“{symbol}”不在数里。要用阿拉伯数字，或者这些字：零一二三四五六七八九十百千万。',
      order: '数不是这样读的：单位从千到十依次变小，每个空位读一个零，比如三百二十万零五十。',
      large: '它学过的最大的数是 9999999。',
    },
    failed: '网络在这里启动不了。{reason}',
    view: '显示什么',
    views: {
      wordsAtCharacters: '词看字',
      wordsAtWords: '词看前面的词',
      charactersAtCharacters: '字看字',
    },
    layer: '第 {layer} 层',
    allHeads: '各头的平均',
    head: '第 {head} 个头',
    caption: '{numeral}：{view}，{layer}，{heads}；单位是百分之一，每行合计一百',
  },
};

/** What the page says around the network that readers may try. */
export const numeralsWords = (locale: Locale): NumeralsWords => words[locale];
