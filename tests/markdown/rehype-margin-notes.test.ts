import { unified as processorOf } from '@astrojs/markdown-remark';
import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { rehypeMarginNotes } from '#markdown/rehype-margin-notes.ts';

const render = async (markdown: string) => {
  const processor = processorOf({ rehypePlugins: [rehypeMarginNotes] });
  const renderer = await processor.createRenderer({});
  const { code } = await renderer.render(markdown);
  return load(code);
};

describe('footnotes', () => {
  it('stand where they are referred to, and nothing is left at the end', async () => {
    const $ = await render('One.[^a] Two.[^b]\n\nThree.\n\n[^a]: First *note*.\n\n[^b]: Second.\n');
    const notes = $('p:first-of-type > .margin-note');
    expect(notes.toArray().map((note) => $(note).text())).toEqual(['1 First note. ', '2 Second. ']);
    expect($('section, ol').length).toBe(0);
  });

  it('can be reached from their reference', async () => {
    const $ = await render('One.[^a]\n\n[^a]: First.\n');
    expect($($('sup > a').attr('href') ?? '').attr('role')).toBe('note');
  });

  it.each([
    ['a second reference', 'One.[^a] Two.[^a]\n\n[^a]: First.\n', 'referred to twice'],
    ['a second paragraph', 'One.[^a]\n\n[^a]: First.\n\n    Second.\n', 'one paragraph'],
  ])('refuse %s', async (_case, markdown, complaint) => {
    await expect(render(markdown)).rejects.toThrow(complaint);
  });
});
