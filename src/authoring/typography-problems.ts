import type { ParsedPost } from './parse-post.ts';
import { placeAt } from './place-at.ts';
import type { Problem } from './problem.ts';
import { proseOf } from './prose.ts';

/** A mistake of typography: what it looks like, what is said of it, and what stands there rightly. */
interface Rule {
  pattern: RegExp;
  message: string;
  /** Left out where only the author can tell. */
  mend?: (found: string) => string;
}

const fullWidth: Readonly<Record<string, string>> = {
  ',': '，',
  ';': '；',
  ':': '：',
  '?': '？',
  '!': '！',
  '.': '。',
};
const widened = (found: string) => fullWidth[found.trim()] ?? found;

const chinese: readonly Rule[] = [
  {
    pattern: /(?<=\p{Script=Han})(?:[,;:?!](?!\d)|\.(?=\s|$|\p{Script=Han}))[ \t]?/gu,
    message: 'is half-width punctuation behind a Chinese character',
    mend: widened,
  },
  {
    pattern: /\((?=[^()]*\p{Script=Han})[^()]*\)|(?<=\p{Script=Han}) ?\((?![\d\s,.]*\))[^()]*\)/gu,
    message: 'stands in half-width brackets',
    mend: (found) => found.trim().replace('(', '（').replace(/\)$/, '）'),
  },
  {
    pattern: /"[^"\n]*\p{Script=Han}[^"\n]*"/gu,
    message: 'stands in straight quotation marks',
    mend: (found) => `“${found.slice(1, -1)}”`,
  },
  {
    pattern: /(?<=\p{Script=Han})(?:\.{3,}|(?<!…)…(?!…))/gu,
    message: 'is no Chinese ellipsis',
    mend: () => '……',
  },
  {
    pattern: /(?<=\p{Script=Han}) ?(?:(?<!—)—(?!—)|(?<!-)--(?!-)) ?(?=\p{Script=Han})/gu,
    message: 'is no Chinese dash',
    mend: () => '——',
  },
  {
    pattern: /\s+(?=[，。；：？！、）》」])|(?<=[，。；：？！、（《「])[ \t]+(?=\S)/gu,
    message: 'is a space beside full-width punctuation',
    mend: () => '',
  },
  {
    pattern: /(?<=\p{Script=Han})[ \t]+(?=\p{Script=Han})/gu,
    message: 'is a space between two Chinese characters',
    mend: () => '',
  },
  {
    pattern: /(?<=\p{Script=Han})(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=\p{Script=Han})/gu,
    message: 'A space is missing between Chinese and Latin letters or digits',
    mend: () => ' ',
  },
  { pattern: /([，。；：、])\1+/gu, message: 'is doubled', mend: (found) => found[0] ?? found },
  {
    pattern: /[０-９Ａ-Ｚａ-ｚ]+/gu,
    message: 'is full-width',
    mend: (found) => found.normalize('NFKC'),
  },
];

const english: readonly Rule[] = [
  {
    pattern: /(?<!\p{Script=Han})[，。；：？！（）、](?!\p{Script=Han})/gu,
    message: 'is full-width punctuation in English',
    mend: (found) => (found === '、' ? ',' : found.normalize('NFKC').replace('。', '.')),
  },
];

function sentence(found: string, message: string, right: string | undefined): string {
  if (found === '') return `${message}.`;
  const said = `"${found.replaceAll('\n', '⏎')}" ${message}.`;
  if (right === undefined) return said;
  return right === '' ? `${said} Remove it.` : `${said} Write "${right}".`;
}

/** Mistakes of typography in the prose of a post, by the rules of its language; most can be mended. */
export function typographyProblems(post: ParsedPost): Problem[] {
  const rules = post.file.endsWith('/zh.mdx') ? chinese : english;
  return [...proseOf(post)].flatMap(({ source, offset }) =>
    rules.flatMap(({ pattern, message, mend }) =>
      [...source.matchAll(pattern)].map(({ 0: found, index }) => {
        const from = offset + index;
        const right = mend?.(found);
        return {
          file: post.file,
          ...placeAt(post.text, from),
          message: sentence(found, message, right),
          ...(right === undefined ? {} : { fix: { from, to: from + found.length, text: right } }),
        };
      }),
    ),
  );
}
