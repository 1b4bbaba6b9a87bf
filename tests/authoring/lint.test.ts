import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { countedProblems, mend, problemsIn, workflowCommand } from '#authoring/lint.ts';
import { parsePost } from '#authoring/parse-post.ts';
import { formatProblems, type Problem } from '#authoring/problem.ts';
import { typographyProblems } from '#authoring/typography-problems.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const problem = (file: string, line: number, fix?: Problem['fix']): Problem => ({
  ...{ file, line, column: 1, message: 'Wrong. 100 %\nReally.' },
  ...(fix && { fix }),
});

it('problems are repaired in place, with the line ends of the file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'measured-lint-'));
  const file = 'zh.mdx';
  const text = '先算,再量.\r\n\r\n用GPU算。\r\n';
  writeFileSync(join(folder, file), text);
  const problems = typographyProblems(parsePost(text, `a/${file}`)).map((each) => ({
    ...each,
    file,
  }));
  expect(mend(folder, problems)).toBe(problems.length);
  expect(readFileSync(join(folder, file), 'utf8')).toBe('先算，再量。\r\n\r\n用 GPU 算。\r\n');
});

it('of two repairs that overlap one is made', () => {
  const folder = mkdtempSync(join(tmpdir(), 'measured-lint-'));
  writeFileSync(join(folder, 'a'), 'abcdef');
  const problems = [
    problem('a', 1, { from: 1, to: 4, text: 'X' }),
    problem('a', 1, { from: 3, to: 5, text: 'Y' }),
  ];
  expect(mend(folder, problems)).toBe(1);
  expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('abcYf');
});

it('problems of one post are chosen by its name or its file; another name is refused', () => {
  const files = ['src/content/posts/one/en.mdx', 'src/content/posts/two/en.mdx'];
  const problems = files.map((file) => problem(file, 1));
  expect(problemsIn(problems, [], files)).toEqual(problems);
  expect(problemsIn(problems, ['two'], files)).toEqual([problems[1]]);
  expect(problemsIn(problems, ['src/content/posts/one/en.mdx'], files)).toEqual([problems[0]]);
  expect(() => problemsIn(problems, ['tow'], files)).toThrow(
    'There is no post or page "tow"; there are one, two.',
  );
});

it('problems are counted, with those that the command can repair', () => {
  const fix = { from: 0, to: 1, text: '' };
  expect(countedProblems([problem('a', 1)])).toBe('1 problem in 1 file.');
  expect(countedProblems([problem('a', 1, fix), problem('b', 2)])).toBe(
    '2 problems in 2 files; npm run lint -- --fix repairs 1 of them.',
  );
});

it('a problem marks its line on a pull request', () => {
  expect(workflowCommand(problem('a/en.mdx', 3))).toBe(
    '::error file=a/en.mdx,line=3,col=1::Wrong. 100 %25%0AReally.',
  );
});

it.each(['.github/problem-matchers.json', '.vscode/tasks.json'])(
  'the problem matcher in %s reads what is printed',
  (path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const pattern = JSON.parse(/"regexp":\s*("(?:[^"\\]|\\.)*")/.exec(text)?.[1] ?? '""') as string;
    const [line = ''] = formatProblems([problem('src/content/posts/a/en.mdx', 12)]).split('\n');
    expect(new RegExp(pattern).exec(line)?.slice(1)).toEqual([
      ...['src/content/posts/a/en.mdx', '12', '1', 'Wrong. 100 %'],
    ]);
  },
);
