import { createHash } from 'node:crypto';

const openTag =
  /<[a-zA-Z][^\s/>]*(?:\s+[^\s=>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*\s*\/?>/g;
const styleAttribute = /\sstyle\s*=\s*(?:"([^"]*)"|'([^']*)')/;
const classAttribute = /(\sclass\s*=\s*)(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/;

/**
 * Replaces each `style` attribute of a page by a class named after its content. Returns the page
 * and the styles by class; the same style has the same class on every page.
 */
export function moveStyles(html: string): { html: string; classes: Map<string, string> } {
  const classes = new Map<string, string>();
  const moved = html.replace(openTag, (tag) => {
    const found = tag.match(styleAttribute);
    if (!found) return tag;
    const style = decode(found[1] ?? found[2] ?? '').trim();
    const bare = tag.replace(styleAttribute, '');
    if (style === '') return bare;
    const name = `s${createHash('sha256').update(style).digest('hex').slice(0, 8)}`;
    classes.set(name, style);
    return addClass(bare, name);
  });
  return { html: moved, classes };
}

function addClass(tag: string, name: string): string {
  if (!classAttribute.test(tag)) return tag.replace(/^<[^\s/>]+/, `$& class="${name}"`);
  return tag.replace(
    classAttribute,
    (_match, start: string, double?: string, single?: string, bare?: string) =>
      `${start}"${double ?? single ?? bare} ${name}"`,
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
