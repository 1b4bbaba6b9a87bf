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

const planted: readonly [file: string, text: string, found: readonly string[]][] = [
  [
    'a/en.mdx',
    `One layer takes 12 ms, the other 1.5 s; a call costs 7 µs. That is 3.4× as fast, or
3x in the older text, and three times as fast at best. It gains 20 % and then 35%, reaches
160 GFLOP/s, moves 12.8 GB/s, writes 1,200 tokens/s, needs 300 MB, and is twenty-fold in the end.

- In a list: 5 milliseconds.
`,
    [
      ...['12 ms', '1.5 s', '7 µs', '3.4×', '3x', 'three times', '20 %', '35%', '160 GFLOP/s'],
      ...['12.8 GB/s', '1,200 tokens/s', '300 MB', 'twenty-fold', '5 milliseconds'],
    ],
  ],
  [
    'a/zh.mdx',
    `一层要 12 毫秒，快了 3.4 倍，也有人说三倍。省下 20%，达到 160 GFLOP/s。

## 快了十多倍 {/* #faster */}
`,
    ['12 毫秒', '3.4 倍', '三倍', '20%', '160 GFLOP/s', '十多倍'],
  ],
];

describe('of twenty measured numbers typed into texts of both languages', () => {
  it.each(planted)('those in %s are all found', (file, text, found) => {
    const numbers = typedNumberProblems(parsePost(text, file)).map(
      ({ message }) => message.match(/"(.+?)"/)?.[1],
    );
    expect(numbers).toEqual(found);
  });

  it('there are twenty', () => {
    expect(planted.flatMap(([, , found]) => found)).toHaveLength(20);
  });
});

describe('in ten innocent sentences none is found', () => {
  it.each([
    'Each of the 8 heads is 64 wide, and the batch holds 512 tokens on 2 cores.',
    'In the 1990s a recurrent network of 3 layers was a large one.',
    'The paper reports <Cite key="vaswani2017" at="Table 2">28.4 BLEU after 12 hours</Cite>.',
    'Two runs agree at the 95 % interval.',
    'A 4 × 4 matrix has sixteen entries, and $3\\times$ in a formula is no measurement.',
    'The loop is called 512 times in a row, many times a day.',
    '`sleep 12 ms` is code, and so is `3×`.',
    '每个头宽 64，共 8 个头，一批 512 个词。',
    '取 95% 置信区间，重复第 3 步。',
    '好几倍是多少，要量过才知道。',
  ])('%s', (text) => {
    expect(quoted(text)).toEqual([]);
  });
});
