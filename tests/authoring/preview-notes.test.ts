import { expect, it } from 'vitest';
import { parsePost } from '#authoring/parse-post.ts';
import { previewNotes } from '#authoring/preview-notes.ts';

const file = 'src/content/posts/a/en.mdx';
const post = parsePost(
  'It is 5 ms.\n\n<Claim quantity="heads/gain" atLeast={4}>So.</Claim>\n\n<Figure id="heads/time" />\n',
  file,
);
const folders = [{ slug: 'a', posts: [post] }];
const stale = {
  experiment: 'heads',
  record: 'src/results/heads/2c-here.json',
  why: 'changed: src/lab/models/heads.ts',
};
const old =
  'src/results/heads/2c-here.json was measured with other code than is here now ' +
  '(changed: src/lab/models/heads.ts). Measure it again: npm run measure -- heads';

it('a problem of an element stands at its place, another with its line at the head of the post', () => {
  const problems = [
    { file, line: 1, column: 7, message: '"5 ms" is a typed number.' },
    { file, line: 5, column: 1, message: 'There is no figure.' },
  ];
  expect(previewNotes({ folders, problems, failedClaims: [] }, [])).toEqual({
    places: { [`${file}:5:1`]: ['There is no figure.'] },
    files: { [file]: ['1:7 "5 ms" is a typed number.'] },
  });
});

it('a claim that does not hold says what was measured; what quotes an old record, the command', () => {
  const claim = {
    ...{ file, line: 3, column: 1, sentence: 'So.', quantity: 'heads/gain' },
    ...{ predicate: 'at least 4', interval: '2–3× (95 %)', outcome: 'refuted' as const },
  };
  const { places, files } = previewNotes({ folders, problems: [], failedClaims: [claim] }, [stale]);
  expect(files).toEqual({});
  expect(places).toEqual({
    [`${file}:3:1`]: [
      'This claim is refuted: So.\n  claimed:  heads/gain at least 4\n  measured: 2–3× (95 %)\n' +
        '  Change the bound or the sentence to what the measurement supports.',
      old,
    ],
    [`${file}:5:1`]: [old],
  });
});
