import { describe, expect, it } from 'vitest';
import { movedProblems } from '#authoring/moved-problems.ts';

const known = ['/posts/sorting/', '/experiments/heads/', '/glossary/'];

describe('the list of moved pages', () => {
  it.each([
    {},
    { '/posts/sorts/': '/posts/sorting/' },
    { '/experiments/head-count/': '/experiments/heads/', '/words/': '/glossary/' },
  ])('%o is taken', (moved) => {
    expect(movedProblems(moved, known)).toEqual([]);
  });

  it.each([
    [
      { '/posts/sorts/': '/posts/sortng/' },
      '"/posts/sorts/" has moved to "/posts/sortng/", which is no page. The nearest is "/posts/sorting/".',
    ],
    [
      { '/glossary/': '/posts/sorting/' },
      '"/glossary/" is a page that there is: it has not moved. Remove it.',
    ],
    [
      { 'posts/sorts': '/posts/sorting/' },
      'expected a path such as "/posts/old/"; received "posts/sorts".',
    ],
    [{ '/a/': '/b/', '/b/': '/glossary/' }, '"/a/" has moved to "/b/", which is no page.'],
    [{ '/a/': 3 }, '"/a/" has moved to "3", which is no page.'],
    [[], 'expected an object, {"/posts/old/": "/posts/new/"}; received another value.'],
  ])('%o is refused', (moved, message) => {
    expect(movedProblems(moved, known).join('\n')).toContain(`src/content/moved.json: ${message}`);
  });
});
