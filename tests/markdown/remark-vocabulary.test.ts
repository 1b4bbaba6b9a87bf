import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { VFile } from 'vfile';
import { expect, it } from 'vitest';
import { remarkVocabulary } from '#markdown/remark-vocabulary.ts';

/** The attributes of each element after the plugin has run, as `name=value`. */
async function attributesOf(text: string): Promise<string[]> {
  const file = new VFile(text);
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

it('tells each element its number among its kind, and claims how many there are', async () => {
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
  expect(await attributesOf(text)).toEqual([
    `Quantity id="a/b" distinctClaims={0} occurrence={1}`,
    `Quantity id="a/c" occurrence={2}`,
    `Figure id="a/f" number={1}`,
    `Figure id="a/g" number={2}`,
    // There is no family "a", so no claim of it counts.
    `Claim quantity="a/b" atLeast={2} distinctClaims={0}`,
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
  expect(await attributesOf(text)).toEqual([
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
