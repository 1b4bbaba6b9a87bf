import { describe, expect, it } from 'vitest';
import { parsePost } from '#authoring/parse-post.ts';
import { formatProblems } from '#authoring/problem.ts';
import { sectionProblems } from '#authoring/section-problems.ts';

const problemsOf = (text: string) => formatProblems(sectionProblems(parsePost(text, 'a/zh.mdx')));

describe('the sections of a post', () => {
  it('have an id each', () => {
    expect(problemsOf('## 谁等谁 {/* #who-waits */}\n\n### *n* 步 {/*#steps*/}\n')).toBe('');
  });

  it.each(['## 谁等谁', '## 谁等谁 {/* who-waits */}', '## 谁等谁 {/* #Who waits */}'])(
    'are reported without one: %s',
    (heading) => {
      expect(problemsOf(`Text.\n\n${heading}\n`)).toBe(
        'a/zh.mdx:3:1 This heading has no id. Give it one, the same in every language: ' +
          '## 谁等谁 {/* #short-name */}',
      );
    },
  );

  it('do not share an id', () => {
    expect(problemsOf('## 一 {/* #one */}\n\n### 二 {/* #one */}\n')).toBe(
      'a/zh.mdx:3:1 The id "one" is taken, by another section or by the page itself. Choose another.',
    );
    expect(problemsOf('## 内容 {/* #content */}\n')).toContain('The id "content" is taken');
  });

  it.each([
    ['# 一 {/* #one */}', 'The title is the only "#": received "#", expected "##".'],
    ['### 一 {/* #one */}', 'Levels follow each other: received "###", expected "##".'],
  ])('follow the levels of headings: %s is reported', (heading, message) => {
    expect(problemsOf(`${heading}\n`)).toBe(`a/zh.mdx:1:1 ${message}`);
  });
});
