import { createHash } from 'node:crypto';

const openTag =
  /<[a-zA-Z][^\s/>]*(?:\s+[^\s=>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*\s*\/?>/y;
const attribute = /\s+([^\s=>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

/**
 * Replaces each `style` attribute of a page by a class named after its content. Returns the page
 * and the styles by class; the same style has the same class on every page.
 */
export function moveStyles(html: string): { html: string; classes: Map<string, string> } {
  const classes = new Map<string, string>();
  let moved = '';
  let done = 0;
  for (const { index } of html.matchAll(/\sstyle(?=[\s=/>])/gi)) {
    const tag = index < done ? undefined : tagAround(html, index);
    if (tag === undefined) continue;
    const styled = styledTag(tag.text);
    if (styled.name !== undefined) classes.set(styled.name, styled.style);
    moved += html.slice(done, tag.from) + styled.tag;
    done = tag.from + tag.text.length;
  }
  return { html: moved + html.slice(done), classes };
}

interface StyledTag {
  /** With a class in the place of the style, if it had one. */
  tag: string;
  name?: string;
  style: string;
}

/** Formulas consist of few different tags, each many times. */
const styledTags = new Map<string, StyledTag>();

function styledTag(tag: string): StyledTag {
  const known = styledTags.get(tag) ?? takeStyle(tag);
  styledTags.set(tag, known);
  return known;
}

function takeStyle(tag: string): StyledTag {
  let style = '';
  const bare = editAttributes(tag, (name, value, whole) => {
    if (name !== 'style') return whole;
    style = decode(value).trim();
    return '';
  });
  if (style === '') return { tag: bare, style };
  const name = `s${createHash('sha256').update(style).digest('hex').slice(0, 8)}`;
  return { tag: addClass(bare, name), name, style };
}

/** The opening tag that a place lies in, if it lies in one: a "<" before it may stand in an attribute. */
function tagAround(html: string, place: number): { from: number; text: string } | undefined {
  for (let from = place; from > 0; ) {
    from = html.lastIndexOf('<', from - 1);
    if (from < 0) return undefined;
    openTag.lastIndex = from;
    const [text] = openTag.exec(html) ?? [];
    if (text === undefined) continue;
    return from + text.length > place ? { from, text } : undefined;
  }
  return undefined;
}

function addClass(tag: string, added: string): string {
  let found = false;
  const edited = editAttributes(tag, (name, value, whole) => {
    if (name !== 'class') return whole;
    found = true;
    return ` class="${value} ${added}"`;
  });
  return found ? edited : tag.replace(/^<[^\s/>]+/, `$& class="${added}"`);
}

function editAttributes(
  tag: string,
  edit: (name: string, value: string, whole: string) => string,
): string {
  return tag.replace(
    attribute,
    (whole, name: string, double?: string, single?: string, bare?: string) =>
      edit(name.toLowerCase(), double ?? single ?? bare ?? '', whole),
  );
}

function decode(value: string): string {
  return value
    .replace(/&quot;|&#34;|&#x22;/g, '"')
    .replace(/&#39;|&#x27;|&apos;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;|&#38;|&#x26;/g, '&');
}
