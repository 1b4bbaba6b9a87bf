import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestNumber, toChinese } from '#lab/models/numerals/chinese-numeral.ts';
import { englishWords, toEnglish } from '#lab/models/numerals/english-words.ts';
import { parseChinese } from '#lab/models/numerals/parse-chinese.ts';
import { parseEnglish } from '../../../support/parse-english.ts';

/** Chinese numerals by the reading of the whole seven digits at once, gaps closed afterwards. */
function readDigits(number: number): string {
  const places = ['百', '十', '', '千', '百', '十', ''];
  const text = [...String(number).padStart(7, '0')]
    .map((digit, place) =>
      digit === '0' ? '零' : `${'零一二三四五六七八九'[Number(digit)]}${places[place]}`,
    )
    .join('');
  const [upper, lower] = [...text.matchAll(/^((?:零|[^零][百十]?){3})(.*)$/g)][0]?.slice(1) ?? [];
  const joined =
    Number(String(number).padStart(7, '0').slice(0, 3)) === 0 ? `${lower}` : `${upper}万${lower}`;
  return (
    joined
      .replaceAll(/零+/g, '零')
      .replace(/零万/, '万')
      .replace(/^零|零$/g, '')
      .replace(/^一十/, '十') || '零'
  );
}

const table: [number, string, string][] = [
  [0, '零', 'zero'],
  [2, '二', 'two'],
  [10, '十', 'ten'],
  [12, '十二', 'twelve'],
  [20, '二十', 'twenty'],
  [101, '一百零一', 'one hundred one'],
  [110, '一百一十', 'one hundred ten'],
  [1001, '一千零一', 'one thousand one'],
  [1010, '一千零一十', 'one thousand ten'],
  [10_000, '一万', 'ten thousand'],
  [10_005, '一万零五', 'ten thousand five'],
  [10_500, '一万零五百', 'ten thousand five hundred'],
  [15_000, '一万五千', 'fifteen thousand'],
  [100_010, '十万零一十', 'one hundred thousand ten'],
  [120_000, '十二万', 'one hundred twenty thousand'],
  [205_030, '二十万五千零三十', 'two hundred five thousand thirty'],
  [1_000_000, '一百万', 'one million'],
  [3_040_507, '三百零四万零五百零七', 'three million forty thousand five hundred seven'],
  [
    9_999_999,
    '九百九十九万九千九百九十九',
    'nine million nine hundred ninety nine thousand nine hundred ninety nine',
  ],
];

describe('numbers in words', () => {
  it.each(table)('%d is %s, %s', (number, chinese, english) => {
    expect(toChinese(number)).toBe(chinese);
    expect(toEnglish(number).join(' ')).toBe(english);
    expect(parseChinese(chinese)).toBe(number);
    expect(parseEnglish(english.split(' '))).toBe(number);
  });

  it('are what an independent reading gives, and are read back, for all up to 20,000 and many beyond', () => {
    const check = (number: number) => {
      const chinese = toChinese(number);
      expect(chinese).toBe(readDigits(number));
      expect(parseChinese(chinese)).toBe(number);
      expect(parseEnglish(toEnglish(number))).toBe(number);
    };
    for (let number = 0; number <= 20_000; number++) check(number);
    fc.assert(fc.property(fc.integer({ min: 0, max: largestNumber }), check), { numRuns: 20_000 });
  });

  it('have at most 13 characters and 11 words, of 14 and 31', () => {
    const numbers = [0, 9, 9_999_999, 7_777_777, 1_000_001, 17_017, 90_909];
    expect(Math.max(...numbers.map((each) => toChinese(each).length))).toBe(13);
    expect(Math.max(...numbers.map((each) => toEnglish(each).length))).toBe(11);
    expect(new Set(englishWords).size).toBe(31);
  });

  it.each([-1, 1.5, largestNumber + 1, Number.NaN])('%d is refused', (number) => {
    expect(() => toChinese(number)).toThrow('number must be integers from 0 to 9999999');
    expect(() => toEnglish(number)).toThrow('number must be integers from 0 to 9999999');
  });
});

describe('what is no numeral', () => {
  it.each([
    ['', { fault: 'empty' }],
    ['12', { fault: 'symbol', symbol: '1' }],
    ['两百', { fault: 'symbol', symbol: '两' }],
    ['一百 一', { fault: 'symbol', symbol: ' ' }],
    ['一亿', { fault: 'symbol', symbol: '亿' }],
    ['一二', { fault: 'order' }],
    ['百', { fault: 'order' }],
    ['一十', { fault: 'order' }],
    ['一百一', { fault: 'order' }],
    ['一百零零一', { fault: 'order' }],
    ['一百零一十', { fault: 'order' }],
    ['一千一十', { fault: 'order' }],
    ['十百', { fault: 'order' }],
    ['零一', { fault: 'order' }],
    ['一零', { fault: 'order' }],
    ['万', { fault: 'order' }],
    ['一万五百', { fault: 'order' }],
    ['一万零五千', { fault: 'order' }],
    ['一万一万', { fault: 'order' }],
    ['一万零', { fault: 'order' }],
    ['一千万', { fault: 'order' }],
  ])('%s', (text, fault) => {
    expect(parseChinese(text)).toEqual(fault);
  });

  it('is every text that toChinese does not write', () => {
    const symbol = fc.constantFrom(...'零一二三四五六七八九十百千万');
    fc.assert(
      fc.property(fc.array(symbol, { minLength: 1, maxLength: 8 }), (symbols) => {
        const text = symbols.join('');
        const read = parseChinese(text);
        if (typeof read === 'number') expect(toChinese(read)).toBe(text);
      }),
      { numRuns: 20_000 },
    );
  });
});
