/** A strict reader for the tests: anything that is not well-formed XML throws. */
export interface SvgElement {
  name: string;
  /** Own attributes over those inherited from groups. */
  attributes: Record<string, string>;
  own: string[];
  text: string;
}

const TOKEN = /<(\/?)([a-zA-Z][\w-]*)((?:\s[\w:-]+="[^"<]*")*)(\/?)>|([^<]+)/y;

function readEntities(text: string): string {
  const stray = /&(?!(?:amp|lt|gt|quot);)/.exec(text);
  if (stray) throw new Error(`Bare & in "${text}"`);
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

function readAttributes(source: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', value = ''] of source.matchAll(/\s([\w:-]+)="([^"<]*)"/g)) {
    if (name in attributes) throw new Error(`Attribute ${name} stands twice in <…${source}>`);
    attributes[name] = readEntities(value);
  }
  return attributes;
}

export function readSvg(source: string): SvgElement[] {
  const elements: SvgElement[] = [];
  const open: SvgElement[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (!match) throw new Error(`Not well-formed at ${at}: ${source.slice(at, at + 60)}`);
    const [, closing, name = '', attributes = '', empty, text] = match;
    const parent = open.at(-1);
    if (text !== undefined) {
      if (!parent) throw new Error(`Text outside the root: ${text}`);
      parent.text += readEntities(text);
    } else if (closing) {
      const element = open.pop();
      if (element?.name !== name) throw new Error(`</${name}> closes <${element?.name}>`);
    } else {
      const own = readAttributes(attributes);
      const inherited = parent && parent.name !== 'svg' ? parent.attributes : {};
      const element = {
        name,
        attributes: { ...inherited, ...own },
        own: Object.keys(own),
        text: '',
      };
      if (!parent && elements.length > 0) throw new Error('More than one root');
      elements.push(element);
      if (!empty) open.push(element);
    }
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)?.name}> is never closed`);
  return elements;
}

export type Point = [number, number];

/** The vertices of each sub-path, absolute; of an arc its end. */
export function subPaths(data: string): Point[][] {
  const paths: Point[][] = [];
  let [x, y] = [0, 0];
  for (const [, command = '', rest = ''] of data.matchAll(/([MmlhvazL])([^MmlhvazL]*)/g)) {
    if (command === 'z') [x, y] = paths.at(-1)?.[0] ?? [x, y];
    const numbers = (rest.match(/-?(?:\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
    const size = { M: 2, m: 2, l: 2, L: 2, h: 1, v: 1, a: 7, z: 0 }[command] ?? 0;
    for (let i = 0; i < numbers.length; i += size) {
      const [a = 0, b = 0] = numbers.slice(i + (command === 'a' ? 5 : 0));
      if (command === 'M') [x, y] = [a, b];
      else if (command === 'h') x += a;
      else if (command === 'v') y += a;
      else [x, y] = [x + a, y + b];
      if (command === 'M' || command === 'm') paths.push([]);
      paths.at(-1)?.push([x, y]);
    }
  }
  return paths;
}
