/**
 * A drawing as an SVG file that stands alone: values in place of its variables, which are those of
 * the light theme of the site's tokens (CSS), and the page's colour behind it.
 */
export function standaloneSvg(drawing: string, tokensCss: string): string {
  const tokens = lightTokens(tokensCss);
  const resolve = (name: string): string => {
    const value = tokens.get(name);
    if (value === undefined) throw new Error(`src/styles/tokens.css sets no ${name}.`);
    return value.startsWith('var(') ? resolve(value.slice(4, -1)) : value;
  };
  const coloured = drawing.replaceAll(/var\((--[\w-]+)\)/g, (_, name: string) => resolve(name));
  const paper = `<rect width="100%" height="100%" fill="${resolve('--chart-bg')}"/>`;
  return `${coloured.replace(/<svg [^>]*>/, (opening) => `${opening}${paper}`)}\n`;
}

/** The first value of each custom property: the light one of a `light-dark()` pair. */
function lightTokens(css: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const { 1: name = '', 2: value = '' } of css.matchAll(/(--[\w-]+):\s*([^;]+);/g)) {
    if (!values.has(name)) values.set(name, /^light-dark\(([^,]+),/.exec(value)?.[1] ?? value);
  }
  return values;
}
