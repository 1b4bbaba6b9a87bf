/**
 * The number that English words stand for, word by word from the left: an inverse of toEnglish that was
 * written without it.
 */
export function parseEnglish(words: readonly string[]): number {
  const ones =
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
      ' ',
    );
  const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
  let [total, group] = [0, 0];
  for (const word of words) {
    if (word === 'million') [total, group] = [total + group * 1e6, 0];
    else if (word === 'thousand') [total, group] = [total + group * 1000, 0];
    else if (word === 'hundred') group *= 100;
    else if (tens.includes(word)) group += 20 + 10 * tens.indexOf(word);
    else if (ones.includes(word)) group += ones.indexOf(word);
    else throw new Error(`"${word}" is no word of a number`);
  }
  return total + group;
}
