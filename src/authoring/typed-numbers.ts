import type { ParsedPost } from './parse-post.ts';
import { startOf } from './parse-post.ts';
import { isElement, type PostNode, walk } from './post-tree.ts';
import type { Problem } from './problem.ts';

/** A number in digits; not part of a name, and not a decade such as 1990s. */
const digits = String.raw`(?<![\p{L}\d._])(?!(?:1[89]|20)\d0s)\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?`;
const space = String.raw`[\s\u00a0\u2009\u202f]?`;
const words =
  'two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|' +
  '(?:a |one )?hundred|(?:a |one )?thousand|(?:a )?dozen';
const hanDigits = '[一二两三四五六七八九十百千万亿零〇]';

/** "Three times as fast" compares; "called three times" only counts. */
const compared = String.raw`times(?=\s+(?:as|the|its|what|that|over|\p{L}+er|more|less)(?!\p{L}))`;

const patterns = [
  `${digits}${space}(?:GFLOP/?s|[KMGT]i?B(?:/s)?|kB|tokens?/s|tok/s|ms|µs|μs|ns|s)(?![\\p{L}\\d/])`,
  `${digits}${space}(?:milliseconds?|microseconds?|seconds?|minutes?|percent)(?!\\p{L})`,
  `${digits}${space}(?:倍|毫秒|微秒|纳秒|秒|分钟)`,
  // A confidence level is chosen, not measured.
  `${digits}${space}[%％](?!${space}(?:confidence|interval|置信|区间|的置信|的区间))`,
  // Between two numbers the sign multiplies: 4 × 4.
  `${digits}(?:${space}×(?!${space}[\\d$]|\\p{L})|x(?![\\p{L}\\d]))`,
  `${digits}-?fold(?!\\p{L})`,
  `(?:${digits}|(?<!\\p{L})(?:${words}))${space}${compared}`,
  `(?<!\\p{L})(?:${words})-?fold(?!\\p{L})`,
  `(?:百分之)${hanDigits}+`,
  `(?<!${hanDigits})${hanDigits}+(?:点${hanDigits}+)?[多余几]?(?:倍|毫秒|微秒|纳秒|秒)`,
];
const typed = new RegExp(patterns.join('|'), 'giu');

/** What is not prose, or says where its number comes from. */
const exempt = new Set(['link', 'linkReference', 'definition']);
const carriers = new Set(['Cite', 'Claim', 'Quantity', 'Source']);

/**
 * Measured numbers that a post types instead of quoting: a number with a unit of time, rate,
 * memory or ratio outside formulas, code, links and the vocabulary that states its origin.
 */
export function typedNumberProblems(post: ParsedPost): Problem[] {
  const skip = (node: PostNode) =>
    exempt.has(node.type) || (isElement(node) && carriers.has(node.name ?? ''));
  const problems: Problem[] = [];
  for (const node of walk(post.tree, skip)) {
    if (node.type !== 'text' && node.type !== 'yaml') continue;
    const start = startOf(node);
    const source = post.text.slice(start.offset, node.position?.end.offset);
    for (const { 0: found, index } of source.matchAll(typed)) {
      const before = source.slice(0, index).split('\n');
      const last = before.at(-1)?.length ?? 0;
      problems.push({
        file: post.file,
        line: start.line + before.length - 1,
        column: before.length === 1 ? start.column + last : last + 1,
        message:
          `"${found}" is a typed number. Quote the measurement, <Quantity id="…" />, ` +
          'or state it in a <Claim>; a number from a paper stands inside its <Cite>.',
      });
    }
  }
  return problems;
}
