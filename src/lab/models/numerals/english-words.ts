import { expectIntegers } from '../check.ts';
import { largestNumber } from './chinese-numeral.ts';

/** Zero to nineteen, at their places. */
const small = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen ' +
  'sixteen seventeen eighteen nineteen'
).split(' ');
/** Twenty at 2, ninety at 9. */
const tens = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** A whole number from 0 to 9,999,999 in English words, without "and" and without hyphens. */
export function toEnglish(number: number): string[] {
  expectIntegers('number', [number], 0, largestNumber);
  if (number === 0) return ['zero'];
  const groups = [
    [Math.floor(number / 1_000_000), 'million'],
    [Math.floor(number / 1000) % 1000, 'thousand'],
    [number % 1000, undefined],
  ] as const;
  return groups.flatMap(([value, name]) =>
    value === 0 ? [] : [...belowThousand(value), ...(name === undefined ? [] : [name])],
  );
}

function belowThousand(number: number): string[] {
  const [hundreds, rest] = [Math.floor(number / 100), number % 100];
  const words = hundreds === 0 ? [] : [small[hundreds] as string, 'hundred'];
  if (rest === 0) return words;
  if (rest < 20) return [...words, small[rest] as string];
  const one = rest % 10;
  return [
    ...words,
    tens[Math.floor(rest / 10)] as string,
    ...(one === 0 ? [] : [small[one] as string]),
  ];
}

/** Every word that there is: 31. */
export const englishWords: readonly string[] = [
  ...small,
  ...tens.slice(2),
  'hundred',
  'thousand',
  'million',
];
