import { describe, expect, it } from 'vitest';
import { toChinese } from '#lab/models/numerals/chinese-numeral.ts';
import { toEnglish } from '#lab/models/numerals/english-words.ts';
import {
  drawNumbers,
  end,
  listBatch,
  numeralBatch,
  type Split,
  sourceTokens,
  sourceVocabularySize,
  splitOf,
  targetTokens,
  targetVocabularySize,
  wordsOf,
} from '#lab/models/numerals/number-corpus.ts';

const splits: Split[] = ['train', 'held-out', 'structural'];

describe('the splits', () => {
  it.each<[number, string]>([
    [9_999_999, '13 characters'],
    [1_010_101, 'a gap in both groups'],
    [3_040_507, 'a gap in both groups'],
  ])('keep %d, with %s, from learning', (number) => {
    expect(splitOf(number)).toBe('structural');
  });

  it('hold out one number in ten of the others', () => {
    const others = Array.from({ length: 100_000 }, (_, number) => splitOf(number));
    expect(others).not.toContain('structural');
    const held = others.filter((split) => split === 'held-out').length;
    // Within five deviations of a fair draw, √(n p q).
    expect(Math.abs(held - 10_000)).toBeLessThan(5 * Math.sqrt(100_000 * 0.1 * 0.9));
  });

  it.each(splits)('%s: drawn numbers belong to it, and are the same for the same seed', (split) => {
    const numbers = drawNumbers(7, 300, split);
    expect(new Set(numbers.map(splitOf))).toEqual(new Set([split]));
    expect(drawNumbers(7, 300, split)).toEqual(numbers);
    expect(drawNumbers(8, 300, split)).not.toEqual(numbers);
  });

  it('never let a number be learned from whose parts are put together as in the structural one', () => {
    for (const number of drawNumbers(1, 5000, 'train')) {
      const numeral = toChinese(number);
      expect(numeral.length).toBeLessThan(13);
      expect(numeral).not.toMatch(/零.*万.*零/);
    }
  });
});

it('numbers are as many in each power of ten', () => {
  const counts = new Array<number>(7).fill(0);
  for (const number of drawNumbers(3, 7000, 'train')) {
    const power = Math.floor(Math.log10(number + 1));
    counts[Math.min(6, power)] = (counts[Math.min(6, power)] ?? 0) + 1;
  }
  // Of seven digits, those without a 0, 0.9⁶ of them, are in another split; of each a tenth is held out.
  const sevenDigits = counts.pop() ?? 0;
  for (const count of counts) expect(Math.abs(count - 1070)).toBeLessThan(150);
  expect(Math.abs(sevenDigits - 1070 * (1 - 0.9 ** 6))).toBeLessThan(120);
});

describe('tokens', () => {
  it('are 15 and 34', () => {
    expect([sourceVocabularySize, targetVocabularySize]).toEqual([15, 34]);
  });

  it.each([0, 17, 90_210, 9_999_999])('of %d lead back to its words', (number) => {
    const source = sourceTokens(toChinese(number));
    const target = targetTokens(number);
    expect(Math.min(...source)).toBeGreaterThan(0);
    expect(Math.max(...source)).toBeLessThan(sourceVocabularySize);
    expect(Math.max(...target)).toBeLessThan(targetVocabularySize);
    expect(target.at(-1)).toBe(end);
    expect(wordsOf([...target, 5, 5])).toEqual(toEnglish(number));
  });

  it('of other characters are refused', () => {
    expect(() => sourceTokens('两')).toThrow('"两" is no character of a numeral.');
  });
});

it('a batch reads each target one behind, and counts no padding', () => {
  const { source, sourceCounted, read, target, targetCounted } = numeralBatch([20, 101]);
  expect(source).toEqual([
    [3, 11, 0, 0],
    [2, 12, 1, 2],
  ]);
  expect(sourceCounted).toEqual([
    [1, 1, 0, 0],
    [1, 1, 1, 1],
  ]);
  const [twenty, one, hundred] = [20, 1, 100].map((number) => targetTokens(number)) as number[][];
  expect(target).toEqual([
    [twenty?.[0], 2, 0, 0],
    [one?.[0], hundred?.[1], one?.[0], 2],
  ]);
  expect(read).toEqual([
    [1, twenty?.[0], 0, 0],
    [1, one?.[0], hundred?.[1], one?.[0]],
  ]);
  expect(targetCounted).toEqual([
    [1, 1, 0, 0],
    [1, 1, 1, 1],
  ]);
});

it('a list is its numbers one after another, with one end', () => {
  const [twenty, one] = [20, 1].map((number) => targetTokens(number)) as [number[], number[]];
  const { source, target } = listBatch([[20, 1], [7]]);
  expect(source).toEqual([
    [3, 11, 2],
    [8, 0, 0],
  ]);
  expect(target[0]).toEqual([twenty[0], one[0], end]);
});
