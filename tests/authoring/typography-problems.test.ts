import { describe, expect, it } from 'vitest';
import { mend } from '#authoring/lint.ts';
import { parsePost } from '#authoring/parse-post.ts';
import { typographyProblems } from '#authoring/typography-problems.ts';

const problemsOf = (text: string, file = 'a/zh.mdx') => typographyProblems(parsePost(text, file));

/** The text with every proposed repair made, from the end. */
function repaired(text: string, file?: string): string {
  const fixes = problemsOf(text, file).flatMap(({ fix }) => fix ?? []);
  return fixes
    .sort((a, b) => b.from - a.from)
    .reduce((now, { from, to, text: right }) => now.slice(0, from) + right + now.slice(to), text);
}

describe('Chinese typography', () => {
  it.each([
    ['先算,再量。', '先算，再量。'],
    ['先算, 再量。', '先算，再量。'],
    ['量完了.', '量完了。'],
    ['多快?很快!', '多快？很快！'],
    ['两种:一种快;一种慢', '两种：一种快；一种慢'],
    ['循环网络(RNN)', '循环网络（RNN）'],
    ['(见下文)', '（见下文）'],
    ['所谓"并行"', '所谓“并行”'],
    ['还有...', '还有……'],
    ['等等…', '等等……'],
    ['快—慢', '快——慢'],
    ['快 -- 慢', '快——慢'],
    ['先算， 再量 。', '先算，再量。'],
    ['先 算', '先算'],
    ['先<Term id="a">算</Term>\n，再量', '先<Term id="a">算</Term>，再量'],
    ['用GPU算', '用 GPU 算'],
    ['共8个头', '共 8 个头'],
    ['先算，，再量', '先算，再量'],
    ['共８个', '共8个'],
    ['## 快,还是慢 {/* #fast */}', '## 快，还是慢 {/* #fast */}'],
    ['![一只猫,在睡](a.png)', '![一只猫，在睡](a.png)'],
    [
      '<Claim quantity="a/b" otherwise="没有,也罢">好。</Claim>',
      '<Claim quantity="a/b" otherwise="没有，也罢">好。</Claim>',
    ],
    ['---\ntitle: 快,还是慢\n---\n', '---\ntitle: 快，还是慢\n---\n'],
  ])('of "%s" is mended to "%s"', (wrong, right) => {
    expect(problemsOf(wrong)).not.toEqual([]);
    expect(repaired(wrong)).toBe(right);
  });

  it.each([
    '先算，再量。用 GPU 算 8 个头；占 95%。',
    '形状 (1, 10, 512) 是一批',
    '用 $f(x)$ 与 `a,b` 表示',
    '《论文》说：“好。”……于是——停。',
    '比例是 3:4，时间是 12:30',
    '<Cite key="a2017" at="第 3.2 节" />也这么说。',
  ])('passes "%s"', (text) => {
    expect(problemsOf(text)).toEqual([]);
  });

  it('is reported where it stands, with what is right', () => {
    expect(problemsOf('第一行。\n\n先算,再量。')).toEqual([
      {
        ...{ file: 'a/zh.mdx', line: 3, column: 3 },
        message: '"," is half-width punctuation behind a Chinese character. Write "，".',
        fix: { from: 8, to: 9, text: '，' },
      },
    ]);
  });
});

describe('English typography', () => {
  it('has no full-width punctuation, but in what is quoted in Chinese', () => {
    expect(repaired('First，second。', 'a/en.mdx')).toBe('First,second.');
    expect(problemsOf('It is called 实测，量过。', 'a/en.mdx')).toEqual([]);
  });
});

it('a file without anything to mend is not written', () => {
  expect(mend('/nowhere', [])).toBe(0);
});
