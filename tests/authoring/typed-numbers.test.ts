import { describe, expect, it } from 'vitest';
import { parsePost } from '#authoring/parse-post.ts';
import { typedNumberProblems } from '#authoring/typed-numbers.ts';

const problemsOf = (text: string) => typedNumberProblems(parsePost(text, 'a/en.mdx'));
const quoted = (text: string) =>
  problemsOf(text).map(({ message }) => message.match(/"(.+?)"/)?.[1]);

describe('a typed number', () => {
  it.each([
    ['takes 12 ms', '12 ms'],
    ['takes 1.5 s.', '1.5 s'],
    ['is 3.4× as fast', '3.4×'],
    ['is 3x faster', '3x'],
    ['gains 20% here', '20%'],
    ['reaches 160 GFLOP/s', '160 GFLOP/s'],
    ['needs 300 MB', '300 MB'],
    ['writes 1,200 tokens/s', '1,200 tokens/s'],
    ['is three times as fast', 'three times'],
    ['is 3 times faster', '3 times'],
    ['takes a hundred times the work', 'a hundred times'],
    ['a ten-fold gain', 'ten-fold'],
    ['a tenfold gain', 'tenfold'],
    ['waits 3 seconds', '3 seconds'],
    ['快 3.4 倍', '3.4 倍'],
    ['要 12毫秒', '12毫秒'],
    ['等了 3 秒', '3 秒'],
    ['快了三倍', '三倍'],
    ['快了十多倍', '十多倍'],
    ['省下百分之二十', '百分之二十'],
    ['- in a list: 5 ms', '5 ms'],
    ['## 在标题里 5 倍', '5 倍'],
    ['<Figure id="a/b">A caption of 5 ms.</Figure>', '5 ms'],
    ['<Bet question="?">\n\nIt was 5 ms.\n\n</Bet>', '5 ms'],
  ])('is found in "%s"', (text, found) => {
    expect(quoted(text)).toEqual([found]);
  });

  it.each([
    'With $3.4\\times$ in a formula',
    'With `12 ms` in code',
    'In [a paper of 12 ms](https://example.org/)',
    '<Claim quantity="a/b" atLeast={4}>At least 4 times as fast.</Claim>',
    '<Cite key="shazeer2019" at="Table 2">46 µs a token, 3× less</Cite>',
    '<Bet question="2× or 50×?" options={["2×", "50×"]} quantity="a/b" ranges={[[1, 9], [9, 99]]} />',
    '512 tokens on 2 cores, d = 256',
    'a 4 × 4 matrix',
    'since the 1990s',
    'the 95 % interval',
    '95% 的置信区间',
    '第 3 步，2 个核',
    'version A100 ms',
    'three layers, many times',
    'reads it once and uses it a thousand times. Then',
    'called 512 times in a row',
    '好几倍',
  ])('is not seen in "%s"', (text) => {
    expect(quoted(text)).toEqual([]);
  });

  it('is reported where it stands, with what to do', () => {
    expect(problemsOf('First line\nand 12 ms here.')).toEqual([
      {
        file: 'a/en.mdx',
        line: 2,
        column: 5,
        message:
          '"12 ms" is a typed number. Quote the measurement, <Quantity id="…" />, or state it in ' +
          'a <Claim>; a number from a paper stands inside its <Cite>.',
      },
    ]);
  });

  it('is found in the front matter, which is prose too', () => {
    const [problem] = problemsOf('---\ntitle: Now 3× faster\n---\n');
    expect(problem).toMatchObject({ line: 2, column: 12 });
  });
});
