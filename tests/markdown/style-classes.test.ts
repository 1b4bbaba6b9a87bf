import { describe, expect, it } from 'vitest';
import { moveStyles } from '#markdown/style-classes.ts';

describe('style attributes', () => {
  it('become one class for each distinct style', () => {
    const { html, classes } = moveStyles(
      '<p style="color:red">a</p><p style="color:red">b</p><p style="color:blue">c</p>',
    );
    const [red, blue] = [...classes.keys()];
    expect([...classes.values()]).toEqual(['color:red', 'color:blue']);
    expect(html).toBe(`<p class="${red}">a</p><p class="${red}">b</p><p class="${blue}">c</p>`);
  });

  it('join the classes that an element already has, in either kind of quotes', () => {
    const { html, classes } = moveStyles(
      `<i class='x y' style='top:0'>a</i><b class=z style="top:0">`,
    );
    const [name] = [...classes.keys()];
    expect(html).toBe(`<i class="x y ${name}">a</i><b class="z ${name}">`);
  });

  it('are decoded, so that the sheet holds what the attribute meant', () => {
    const { classes } = moveStyles('<p style="font-family:&quot;A&amp;B&quot;,&#39;C&#39;">');
    expect([...classes.values()]).toEqual([`font-family:"A&B",'C'`]);
  });

  it('vanish without a class where they are empty', () => {
    expect(moveStyles('<td style="">1</td>').html).toBe('<td>1</td>');
  });

  it('are left alone in text and in the values of other attributes', () => {
    const page = `<a title='say style="x:y" twice > once'>style="a:b"</a><a data-style="c:d">e</a>`;
    expect(moveStyles(page)).toEqual({ html: page, classes: new Map() });
  });

  it.each([
    [
      'behind a "<" in another attribute',
      '<p title="a <b" style="top:0">',
      '<p title="a <b" class="…">',
    ],
    [
      'beside the word in the text around',
      'of style = <p style="top:0">the style </p> style="a"',
      'of style = <p class="…">the style </p> style="a"',
    ],
    ['in capitals', '<P STYLE="top:0">', '<P class="…">'],
    ['twice in a line', '<p style="top:0"><b style="top:0">', '<p class="…"><b class="…">'],
  ])('are found %s', (_, page, expected) => {
    const { html, classes } = moveStyles(page);
    expect([...classes.values()]).toEqual(['top:0']);
    const [name = ''] = [...classes.keys()];
    expect(html.replaceAll(name, '…')).toBe(expected);
  });

  it('get the same class on every page', () => {
    const names = ['<p style="top:1px">', '<b id="q" style="top:1px">'].map(
      (page) => [...moveStyles(page).classes.keys()][0],
    );
    expect(names[0]).toBe(names[1]);
  });
});
