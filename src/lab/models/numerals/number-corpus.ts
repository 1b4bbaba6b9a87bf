import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { largestNumber, toChinese } from './chinese-numeral.ts';
import { englishWords, toEnglish } from './english-words.ts';

/**
 * What a number is for: to learn from; held out, one in ten by a hash, to tell remembering from a rule; or
 * put together as no number is that was learned from, to tell a rule from its parts.
 */
export type Split = 'train' | 'held-out' | 'structural';

/** Numerals of this many characters, the most there are, are never learned from. */
const longestNumeral = 13;

export function splitOf(number: number): Split {
  const numeral = toChinese(number);
  const [upper = '', lower = ''] = numeral.split('万');
  const hasBothGaps = numeral.includes('万') && upper.includes('零') && lower.includes('零');
  if (hasBothGaps || numeral.length === longestNumeral) return 'structural';
  return mixed(number) % 10 === 0 ? 'held-out' : 'train';
}

/** The bits of a number, mixed (MurmurHash3's finaliser for 32 bits, Appleby 2011). */
function mixed(number: number): number {
  let bits = (number + 0x9e3779b9) >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b) >>> 0;
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35) >>> 0;
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** So many numbers of a split, from 0 to 9,999,999, log-uniform in 1 + number; the same for the same seed. */
export function drawNumbers(seed: number, count: number, split: Split): number[] {
  const generator = xoroshiro128plus(seed);
  const numbers: number[] = [];
  while (numbers.length < count) {
    const exponent = uniformFloat64(generator) * Math.log(largestNumber + 2);
    const number = Math.min(largestNumber, Math.floor(Math.exp(exponent)) - 1);
    if (splitOf(number) === split) numbers.push(number);
  }
  return numbers;
}

/** What stands where a sequence is over, before the first word, and behind the last. */
export const pad = 0;
export const begin = 1;
export const end = 2;

const characters = [...'零一二三四五六七八九十百千万'];
/** Tokens of numerals: characters from 1, and `pad`. */
export const sourceVocabularySize = characters.length + 1;
/** Tokens of words: words from 3, and `pad`, `begin`, `end`. */
export const targetVocabularySize = englishWords.length + 3;

export function sourceTokens(numeral: string): number[] {
  return [...numeral].map((each) => {
    const at = characters.indexOf(each);
    if (at < 0) throw new RangeError(`"${each}" is no character of a numeral.`);
    return at + 1;
  });
}

/** The words of a number as tokens, `end` behind them. */
export function targetTokens(number: number): number[] {
  return [...toEnglish(number).map((word) => englishWords.indexOf(word) + 3), end];
}

/** The words that tokens stand for, up to `end`. */
export function wordsOf(tokens: readonly number[]): string[] {
  const last = tokens.indexOf(end);
  return tokens
    .slice(0, last < 0 ? tokens.length : last)
    .map((token) => englishWords[token - 3] ?? '?');
}

/** Tokens of B rows, each padded to the longest, and by 1 and 0 which of them count. */
export interface NumeralBatch {
  source: number[][];
  sourceCounted: number[][];
  /** What a decoder reads: `begin`, then the words; and what it should say: the words, then `end`. */
  read: number[][];
  target: number[][];
  targetCounted: number[][];
}

/** A row a number. */
export function numeralBatch(numbers: readonly number[]): NumeralBatch {
  return listBatch(numbers.map((number) => [number]));
}

/** A row a list: its numerals one after another, and so its words, `end` once, behind the last. */
export function listBatch(lists: readonly (readonly number[])[]): NumeralBatch {
  const sources = lists.map((list) => list.flatMap((number) => sourceTokens(toChinese(number))));
  const targets = lists.map((list) => [
    ...list.flatMap((number) => targetTokens(number).slice(0, -1)),
    end,
  ]);
  const rows = (of: number[][]) => {
    const length = Math.max(...of.map((each) => each.length));
    return {
      tokens: of.map((each) => [...each, ...Array<number>(length - each.length).fill(pad)]),
      counted: of.map((each) => Array.from({ length }, (_, at) => (at < each.length ? 1 : 0))),
    };
  };
  const [source, target] = [rows(sources), rows(targets)];
  return {
    source: source.tokens,
    sourceCounted: source.counted,
    read: rows(targets.map((each) => [begin, ...each.slice(0, -1)])).tokens,
    target: target.tokens,
    targetCounted: target.counted,
  };
}
