import { expectIntegers } from '../check.ts';

/** The largest number that is written here: seven digits. */
export const largestNumber = 9_999_999;

const digits = '零一二三四五六七八九';
const units = ['', '十', '百', '千'];

/**
 * A whole number from 0 to 9,999,999 in Chinese numerals, as it is read aloud: in groups of four digits,
 * the upper one closed by 万; one 零 for a gap between digits, none at the end; 十 without 一 at the
 * beginning of a number. 205030 is 二十万五千零三十.
 */
export function toChinese(number: number): string {
  expectIntegers('number', [number], 0, largestNumber);
  if (number === 0) return '零';
  const [upper, lower] = [Math.floor(number / 10_000), number % 10_000];
  const above = upper === 0 ? '' : `${group(upper)}万`;
  const gap = upper > 0 && lower > 0 && lower < 1000 ? '零' : '';
  const below = lower === 0 ? '' : group(lower);
  return `${above}${gap}${below}`.replace(/^一十/, '十');
}

/** One to four digits with their units. */
function group(number: number): string {
  let written = '';
  let isGap = false;
  for (const [index, digit] of [...String(number)].entries()) {
    if (digit === '0') {
      isGap = written !== '';
      continue;
    }
    const unit = units[String(number).length - 1 - index] ?? '';
    written += `${isGap ? '零' : ''}${digits[Number(digit)]}${unit}`;
    isGap = false;
  }
  return written;
}
