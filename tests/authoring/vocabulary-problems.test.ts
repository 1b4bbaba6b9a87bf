import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parsePost } from '#authoring/parse-post.ts';
import { formatProblems } from '#authoring/problem.ts';
import { type KnownNames, vocabularyProblems } from '#authoring/vocabulary-problems.ts';
import { vocabulary } from '#content/vocabulary.ts';

const known: KnownNames = {
  quantities: ['decoding/kv-over-causal', 'decoding/prefix-over-causal'],
  figures: ['decoding/time'],
  diagrams: ['who-waits'],
  references: ['vaswani2017'],
  terms: ['dispatch', 'kv-cache'],
  routes: [],
  regions: { 'src/lab/models/lstm.ts': ['lstm', 'fused'] },
};
const problemsOf = (text: string) =>
  formatProblems(vocabularyProblems(parsePost(text, 'a/en.mdx'), known));

describe('the vocabulary of a post', () => {
  it('passes where every name is known', () => {
    const text = [
      '<Figure id="decoding/time" />',
      '<Quantity id="decoding/kv-over-causal" />',
      '<Claim quantity="decoding/kv-over-causal" atLeast={2}>So.</Claim>',
      '<Source file="src/lab/models/lstm.ts" region="fused" />',
      'As <Cite key="vaswani2017" at="Table 1" /> print, by <Eq to="attention" />:',
      '<Equation id="attention">\n\n$$\nx\n$$\n\n</Equation>',
      '<Diagram id="who-waits" />',
      'It saves <Term id="dispatch">dispatch</Term>.',
      '<Bet question="How many?" options={["2×", "50×"]} quantity="decoding/kv-over-causal" ' +
        'ranges={[[1, 9], [9, 99]]}>\n\nSo.\n\n</Bet>',
      '<Bibliography />',
      '<Aside title="Why">Because.</Aside>',
      'It has <Machine show="cores" />.<Sidenote>More or less.</Sidenote>',
    ].join('\n\n');
    expect(problemsOf(text)).toBe('');
  });

  it.each([
    [
      'It saves <Term id="dispach">dispatch</Term>.',
      'There is no term "dispach". The nearest is "dispatch".',
      12,
    ],
    [
      '<Claim quantity="decoding/kv-over-causal" atLeast={2}>It is</Claim>, and so on.',
      '<Claim> stands in running text. Put it on lines of its own, with blank lines around.',
    ],
    [
      '<Eq to="attention" />\nsays so.',
      '<Eq> stands alone on its line, and what follows becomes another paragraph. Begin the paragraph with a word, and put both on one line.',
    ],
    ['<Figur id="decoding/time" />', 'There is no component <Figur>. The nearest is "Figure".'],
    [
      '<Figure id="decoding/tim" />',
      'There is no figure "decoding/tim". The nearest is "decoding/time".',
    ],
    [
      '<Quantity id="decoding/kv-over-casual" />',
      'There is no quantity "decoding/kv-over-casual". The nearest is "decoding/kv-over-causal".',
    ],
    [
      '<Claim quantity="decoding/kv" atMost={2}>So.</Claim>',
      'There is no quantity "decoding/kv". The nearest is "decoding/kv-over-causal".',
    ],
    [
      '<Claim quantity="decoding/kv-over-causal">So.</Claim>',
      '<Claim> needs exactly one predicate: atLeast={number}, atMost={number} or ' +
        'between={[low, high]}; received none.',
    ],
    [
      '<Claim quantity="decoding/kv-over-causal" atLeast={1} atMost={2}>So.</Claim>',
      '<Claim> needs exactly one predicate: atLeast={number}, atMost={number} or ' +
        'between={[low, high]}; received atLeast and atMost.',
    ],
    [
      '<Claim quantity="decoding/kv-over-causal" atLeast="1">So.</Claim>',
      `<Claim>'s "atLeast": expected number, received string (received "1"). Write atLeast={1}.`,
    ],
    ['<Figure id="decoding/time" widht="9" />', '<Figure> has no "widht". The nearest is "id".'],
    [
      'Say <Cite key="vasvani2017" />.',
      'There is no reference "vasvani2017". The nearest is "vaswani2017".',
      7,
    ],
    ['<Diagram id="who" />', 'There is no diagram "who". The nearest is "who-waits".'],
    [
      '<Bet question="?" options={["a", "b"]} quantity="decoding/kv" ranges={[[1, 9], [9, 99]]}>So.</Bet>',
      'There is no quantity "decoding/kv". The nearest is "decoding/kv-over-causal".',
    ],
    [
      '<Bet question="?" options={["a", "b"]} quantity="decoding/kv-over-causal" ranges={[[1, 9]]}>So.</Bet>',
      `<Bet>'s "ranges": expected a range [low, high] for each of the options (received [[1,9]]).`,
    ],
    [
      '<Bet question="?" options={["a", "b"]} answer={1} quantity="decoding/kv-over-causal" ranges={[[1, 9], [9, 99]]}>So.</Bet>',
      '<Bet> has no "answer". The nearest is "ranges".',
    ],
    [
      '<Equation id="Attention 1">\n\n$$\nx\n$$\n\n</Equation>',
      `<Equation>'s "id": expected small letters, digits and hyphens (received "Attention 1").`,
    ],
    ['<Figure />', '<Figure> needs "id". Write id="…".'],
    ['<Machine show="cpus" />', `<Machine>'s "show" has no "cpus". The nearest is "cpu".`],
    [
      '<Source file="src/lab/models/lstm.ts" region="lstm" highlight="3 to 5" />',
      `<Source>'s "highlight": expected lines such as "3" or "3-5,8" (received "3 to 5").`,
    ],
    [
      '<Quantity id="decoding/kv-over-causal">9.5</Quantity>',
      '<Quantity> has no content. Write <Quantity … />.',
    ],
    [
      '<Term id="dispatch"></Term>',
      '<Term> is empty. Write what it shows between <Term …> and </Term>.',
    ],
    ['<Aside>Beside.</Aside>', '<Aside> needs "title". Write title="…".'],
    [
      '<Source file="src/lab/models/lst.ts" region="lstm" />',
      'There is no source file "src/lab/models/lst.ts". The nearest is "src/lab/models/lstm.ts".',
    ],
    [
      '<Source file="src/lab/models/lstm.ts" region="fuse" />',
      'src/lab/models/lstm.ts has no region "fuse". The nearest is "fused". ' +
        'A region is marked "// #region fuse" … "// #endregion".',
    ],
  ])('refuses %s', (text, message, column: number | undefined = 3) => {
    expect(problemsOf(`Text.\n\n  ${text}\n`)).toBe(`a/en.mdx:3:${column} ${message}`);
  });

  it('has a component for each element', () => {
    const folder = fileURLToPath(new URL('../../src/components/post', import.meta.url));
    expect(readdirSync(folder)).toEqual(
      expect.arrayContaining(Object.keys(vocabulary).map((name) => `${name}.astro`)),
    );
  });
});
