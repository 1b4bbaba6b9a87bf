import { expect, it } from 'vitest';
import { linkProblems, sitePages } from '#authoring/link-problems.ts';
import { parsePost } from '#authoring/parse-post.ts';
import { summarise } from '#authoring/post-summary.ts';
import { formatProblems } from '#authoring/problem.ts';

const posts = 'src/content/posts';
const here = `${posts}/here/en.mdx`;
const summary = (text: string, file: string) => summarise(parsePost(text, file));
const folders = [
  {
    slug: 'heads',
    posts: [
      summary(
        '## Loop {/* #loop */}\n\n<Equation id="sum">\n\n$$\nx\n$$\n\n</Equation>\n',
        `${posts}/heads/en.mdx`,
      ),
    ],
  },
  { slug: 'later', posts: [summary('---\ndraft: true\n---\n', `${posts}/later/en.mdx`)] },
  { slug: 'glossary', posts: [summary('Words.', 'src/content/pages/glossary/en.mdx')] },
];
const pages = sitePages(folders, ['/machines/', '/experiments/heads/'], ['kv-cache']);
const problemsOf = (text: string) => formatProblems(linkProblems(summary(text, here), pages));

it.each([
  '[in this post](#one)\n\n## One {/* #one */}',
  '[a post](/posts/heads/)',
  '[a section](/posts/heads/#loop)',
  '[an equation](/posts/heads/#equation-sum)',
  '[a term](/glossary/#kv-cache)',
  '[a machine](/machines/#2c-here)',
  '[an experiment](/experiments/heads/)',
  '[the front page](/)',
  '[elsewhere](https://example.org/)',
  '[by name][there]\n\n[there]: /posts/heads/',
])('%s passes', (text) => {
  expect(problemsOf(text)).toBe('');
});

it.each([
  [
    '[x](#tow)\n\n## Two {/* #two */}',
    'There is no section "tow" in this post. The nearest is "two".',
  ],
  ['[x](/posts/haeds/)', 'There is no page "/posts/haeds/". The nearest is "/posts/heads/".'],
  ['[x](/posts/heads/#lop)', 'There is no section "lop" in /posts/heads/. The nearest is "loop".'],
  [
    '[x](/glossary/#kv-cahe)',
    'There is no section "kv-cahe" in /glossary/. The nearest is "kv-cache".',
  ],
  [
    '[x](/posts/heads)',
    '"/posts/heads" lacks the slash at the end of its path. Write "/posts/heads/".',
  ],
  [
    '[x](/zh/posts/heads/)',
    '"/zh/posts/heads/" names a language; a link keeps its reader\'s. Write "/posts/heads/".',
  ],
  [
    '[x](posts/heads/)',
    '"posts/heads/" is no address. A page of this site begins with "/", another one with "https://".',
  ],
  ['[x](../heads/)', '"../heads/" is no address.'],
  ['[x](http://example.org/)', '"http://example.org/" is not encrypted.'],
  ['[x](javascript:alert)', '"javascript:alert" is no address of a page.'],
  ['[x]()', 'This link leads nowhere.'],
  ['[x](/posts/later/)', '"/posts/later/" is a draft: nobody can read it yet.'],
])('%s is reported', (text, message) => {
  expect(problemsOf(text)).toContain(`${here}:1:1 ${message}`);
});
