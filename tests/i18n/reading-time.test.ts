import { describe, expect, it } from 'vitest';
import { readingMinutes } from '#i18n/reading-time.ts';

// The paces of the two studies: 238 words and 255 characters a minute.
describe('the reading time', () => {
  it.each([
    ['238 English words', 'word '.repeat(238), 1],
    ['ten times as many', 'word '.repeat(2380), 10],
    ['510 Chinese characters', '并行'.repeat(255), 2],
    ['both together', `${'word '.repeat(476)}${'并行'.repeat(255)}`, 4],
    ['words with an apostrophe or a hyphen, once each', 'one-by-one isn’t '.repeat(238), 2],
    ['nothing', '', 1],
  ])('of %s', (_, text, minutes) => {
    expect(readingMinutes(text)).toBe(minutes);
  });

  it('leaves out code, equations, comments and the attributes of elements', () => {
    const apart = `\`\`\`ts\n${'word '.repeat(999)}\n\`\`\`\n$$\n${'x '.repeat(999)}\n$$\n`;
    const element = `<Figure id="${'a-'.repeat(999)}b" />{/* ${'word '.repeat(999)} */}`;
    expect(readingMinutes(apart + element + 'word '.repeat(476))).toBe(2);
  });
});
