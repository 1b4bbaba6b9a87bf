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

  it('stand once where they are referred to twice, and both references lead there', async () => {
    const $ = await render('One.[^a]\n\nTwo.[^a]\n\n[^a]: First.\n');
    expect($('.margin-note').length).toBe(1);
    const targets = $('sup > a')
      .toArray()
      .map((link) => $(link).attr('href'));
    expect(targets).toHaveLength(2);
    expect(new Set(targets)).toEqual(new Set([`#${$('.margin-note').attr('id')}`]));
  });

  it('may have several paragraphs', async () => {
    const $ = await render('One.[^a]\n\n[^a]: First.\n\n    Second.\n');
    expect($('.margin-note').html()).toMatch(/First\.\s*<br>\s*Second\./);
  });

  it('refuse what fits no margin', async () => {
    const list = 'One.[^a]\n\n[^a]: First.\n\n    - Second.\n';
    await expect(render(list)).rejects.toThrow('holds paragraphs alone; received <ul>');
  });
});
