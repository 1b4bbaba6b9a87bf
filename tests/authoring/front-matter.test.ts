import { describe, expect, it } from 'vitest';
import { frontMatterProblems } from '#authoring/front-matter.ts';
import { parsePost } from '#authoring/parse-post.ts';
import { formatProblems } from '#authoring/problem.ts';

const problemsOf = (text: string) =>
  formatProblems(frontMatterProblems(parsePost(text, 'a/en.mdx')));

describe('front matter', () => {
  it('passes with a title, a description and the day it was written', () => {
    expect(
      problemsOf('---\ntitle: T\ndescription: D\nwritten: 2026-11-23\ndraft: true\n---\nText.\n'),
    ).toBe('');
  });

  it('of a page has no date', () => {
    const problems = (text: string) =>
      formatProblems(frontMatterProblems(parsePost(text, 'src/content/pages/about/en.mdx')));
    expect(problems('---\ntitle: T\ndescription: D\n---\n')).toBe('');
    expect(problems('---\ntitle: T\ndescription: D\nwriten: 2026-11-23\n---\n')).toBe(
      'src/content/pages/about/en.mdx:4:1 The front matter has no "writen". The nearest is "title".',
    );
  });

  it('is required', () => {
    expect(problemsOf('Text.\n')).toBe(
      'a/en.mdx:1:1 There is no front matter. Begin with --- and title, description, written.',
    );
  });

  it('has no other key, and names the nearest one', () => {
    expect(
      problemsOf('---\ntitle: T\ndescripton: D\ndescription: D\nwritten: 2026-11-23\n---\n'),
    ).toBe('a/en.mdx:3:1 The front matter has no "descripton". The nearest is "description".');
  });

  it('has values of the right kind', () => {
    expect(problemsOf('---\ntitle: 3\ndescription: D\nwritten: soon\n---\n')).toBe(
      'a/en.mdx:2:1 The front matter\'s "title": expected string, received number (received 3).\n' +
        'a/en.mdx:4:1 The front matter\'s "written" is no date: expected one such as 2026-01-31, received "soon".',
    );
  });

  it('is YAML, with an error at its line and column', () => {
    expect(problemsOf('---\ntitle: a: b\n---\n')).toBe(
      'a/en.mdx:2:9 The front matter is not YAML: bad indentation of a mapping entry. ' +
        'Put a value that holds ": " into quotes.',
    );
  });

  it.each([
    [
      'tags: [parallelism, trainig]',
      'a/en.mdx:5:21 The front matter\'s "tags.1" has no "trainig". The nearest is "training".',
    ],
    [
      'tags:\n  - parallelism\n  - trainig',
      'a/en.mdx:7:5 The front matter\'s "tags.1" has no "trainig". The nearest is "training".',
    ],
    [
      'series: { id: transformers-in-paralel, part: 1 }',
      'a/en.mdx:5:11 The front matter\'s "series.id" has no "transformers-in-paralel". The nearest ' +
        'is "transformers-in-parallel".',
    ],
    [
      'series:\n  id: transformers-in-parallel\n  part: one',
      'a/en.mdx:7:3 The front matter\'s "series.part": expected number, received string (received "one").',
    ],
    [
      'updated: 2025-01-01',
      'a/en.mdx:5:1 The front matter\'s "updated", 2025-01-01, is before "written", 2026-11-23.',
    ],
    [
      'draft: yess',
      'a/en.mdx:5:1 The front matter\'s "draft": expected boolean, received string (received "yess").',
    ],
  ])('is reported at the value that is wrong: %s', (lines, message) => {
    expect(problemsOf(`---\ntitle: T\ndescription: D\nwritten: 2026-11-23\n${lines}\n---\n`)).toBe(
      message,
    );
  });

  it('has an end', () => {
    expect(problemsOf('---\ntitle: T\n\nText.\n')).toBe(
      'a/en.mdx:1:1 The front matter has no end. Close it with a line of ---.',
    );
  });
});
