import { largestNumber } from './chinese-numeral.ts';

const digits = '零一二三四五六七八九';
const units: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** What a text is that is no numeral, for a person to read. */
export type NumeralFault =
  | { fault: 'empty' }
  | { fault: 'symbol'; symbol: string }
  | { fault: 'order' };

/**
 * The number that Chinese numerals stand for, from 0 to 9,999,999, or what is wrong with them. Only what
 * is read aloud so is one: units fall, 零 stands for each gap once, and 十 alone begins a number.
 */
export function parseChinese(text: string): number | NumeralFault {
  if (text === '') return { fault: 'empty' };
  const strange = [...text].find(
    (each) => !digits.includes(each) && !(each in units) && each !== '万',
  );
  if (strange !== undefined) return { fault: 'symbol', symbol: strange };
  if (text === '零') return 0;
  const parts = text.split('万');
  if (parts.length > 2) return { fault: 'order' };
  const [upper, lower] = parts.length === 2 ? (parts as [string, string]) : [undefined, text];
  const above = upper === undefined ? 0 : readGroup(upper, true);
  if (above === undefined || (upper !== undefined && above === 0)) return { fault: 'order' };
  const below = lower === '' ? 0 : readLower(lower, upper !== undefined);
  if (below === undefined || (below === 0 && upper === undefined)) return { fault: 'order' };
  const number = above * 10_000 + below;
  return number <= largestNumber ? number : { fault: 'order' };
}

/** What follows 万: with 零 before it below a thousand, and without from there on. */
function readLower(text: string, followsUpper: boolean): number | undefined {
  if (!followsUpper) return readGroup(text, true);
  const hasGap = text.startsWith('零');
  const number = readGroup(hasGap ? text.slice(1) : text, false);
  return number !== undefined && hasGap === number < 1000 ? number : undefined;
}

/** One to four digits with falling units; undefined where they do not follow each other so. */
function readGroup(text: string, begins: boolean): number | undefined {
  let number = 0;
  let below = 10_000;
  let isGap = false;
  for (const { 0: found, index, groups = {} } of text.matchAll(
    /(?<gap>零)?(?<digit>[一二三四五六七八九])?(?<unit>[十百千])?/g,
  )) {
    if (found === '') continue;
    const { gap, digit, unit } = groups;
    // 十 alone is ten, at the beginning.
    const isTen =
      digit === undefined && unit === '十' && begins && index === 0 && gap === undefined;
    if (digit === undefined && !isTen) return undefined;
    const size = unit === undefined ? 1 : (units[unit] as number);
    if (size >= below) return undefined;
    isGap = below !== 10_000 && size * 10 < below;
    if (isGap !== (gap !== undefined)) return undefined;
    // 一十 begins no number, and stands only behind a larger unit.
    if (digit === '一' && unit === '十' && begins && number === 0) return undefined;
    number += (isTen ? 1 : digits.indexOf(digit as string)) * size;
    below = size;
  }
  return number === 0 ? undefined : number;
}
