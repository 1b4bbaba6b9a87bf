import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { VFile } from 'vfile';
import { expect, it } from 'vitest';
import { remarkVocabulary } from '#markdown/remark-vocabulary.ts';

/** The attributes of each element after the plugin has run, as `name=value`. */
async function attributesOf(text: string): Promise<string[]> {
  const path = '/somewhere/a folder/src/content/posts/sample/zh.mdx';
  const file = new VFile({ path, value: text });
  const processor = unified().use(remarkParse).use(remarkMdx).use(remarkVocabulary);
  const tree = await processor.run(processor.parse(file) as never, file);
  const found: string[] = [];
  visit(tree, (node) => {
    const { name, attributes } = node as unknown as {
      name?: string;
      attributes?: { name: string; value: string | { value: string } }[];
    };
    if (attributes === undefined) return;
    const written = attributes.map(({ name, value }) =>
      typeof value === 'string' ? `${name}="${value}"` : `${name}={${value.value}}`,
    );
    found.push([name, ...written].join(' '));
  });
  return found;
}

it('tells each element its place in the post and its number among its kind', async () => {
  const text = [
    'Text with <Quantity id="a/b" />,',
    'and <Quantity id="a/c" />.',
    '',
    '<Figure id="a/f" />',
    '',
    '<Figure id="a/g" />',
    '',
    '<Claim quantity="a/b" atLeast={2}>So.</Claim>',
    '',
    '<div id="plain">Not of the vocabulary.</div>',
  ].join('\n');
  const at = (line: number, column: number) =>
    `position="src/content/posts/sample/zh.mdx:${line}:${column}"`;
  expect(await attributesOf(text)).toEqual([
    `Quantity id="a/b" ${at(1, 11)} distinctClaims={0} occurrence={1}`,
    `Quantity id="a/c" ${at(2, 5)} occurrence={2}`,
    `Figure id="a/f" ${at(4, 1)} number={1}`,
    `Figure id="a/g" ${at(6, 1)} number={2}`,
    // There is no family "a", so no claim of it counts.
    `Claim quantity="a/b" atLeast={2} ${at(8, 1)} distinctClaims={0}`,
    'div id="plain"',
  ]);
});

it('counts figures and diagrams together, and links equations and works to what names them', async () => {
  const text = [
    '<Figure id="a/f" />',
    '',
    '<Diagram id="d" />',
    '',
    '<Equation id="one" />',
    '',
    '<Equation id="two" />',
    '',
    '<Eq to="two" /> <Cite key="y1991" at="p. 1" /> <Cite key="x1990" /> <Cite key="y1991" />',
    '',
    '<Bet quantity="a/b" />',
    '',
    '<Bibliography />',
  ].join('\n');
  const bare = (await attributesOf(text)).map((each) => each.replace(/ position="[^"]*"/, ''));
  expect(bare).toEqual([
    'Figure id="a/f" number={1}',
    'Diagram id="d" number={2}',
    'Equation id="one" number={1}',
    'Equation id="two" number={2}',
    'Eq to="two" number={2}',
    'Cite at="p. 1" reference="y1991"',
    'Cite reference="x1990"',
    'Cite reference="y1991"',
    'Bet quantity="a/b" number={1}',
    'Bibliography references="x1990 y1991"',
  ]);
});
