import { renderChart } from '#charts/chart.ts';
import type { PublishedFigure } from './catalogue.ts';

const marks = ['<!-- figure -->', '<!-- /figure -->'] as const;

/**
 * A figure as an SVG file that stands alone, in the light theme of the site's tokens (CSS), and the
 * README with the figure and its provenance between the two marks.
 */
export function readmeFigure(
  { chart, record }: PublishedFigure,
  tokensCss: string,
  readme: string,
): { svg: string; readme: string } {
  const drawn = chart('en');
  const drawing = renderChart(drawn, { width: 720, idPrefix: 'readme' });
  const { machine, engine, finishedAt, blocks, experiment } = record;
  const file = `src/results/${experiment}/${machine.id}.json`;
  const provenance =
    `Measured on ${machine.cores} cores of ${machine.cpu} with ${engine.library}, ` +
    `${finishedAt.slice(0, 10)}; ${blocks.length} blocks, 95 % intervals. Samples: [${file}](${file}).`;
  const image = `![${drawn.title}. ${drawn.description}](src/figures/readme-figure.svg)`;
  const [before, rest] = cut(readme, marks[0]);
  const [, after] = cut(rest, marks[1]);
  return {
    svg: `${onPaper(drawing, lightTokens(tokensCss))}\n`,
    readme: `${before}${marks[0]}\n\n${image}\n\n${provenance}\n\n${marks[1]}${after}`,
  };
}

function cut(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) {
    throw new Error(
      `README.md has no line ${mark}. Put its figure back between ${marks.join(' and ')}.`,
    );
  }
  return [text.slice(0, at), text.slice(at + mark.length)];
}

/** The first value of each custom property: the light one of a `light-dark()` pair. */
function lightTokens(css: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const { 1: name = '', 2: value = '' } of css.matchAll(/(--[\w-]+):\s*([^;]+);/g)) {
    if (!values.has(name)) values.set(name, /^light-dark\(([^,]+),/.exec(value)?.[1] ?? value);
  }
  return values;
}

/** Puts values in place of variables, and the page's colour behind the drawing. */
function onPaper(drawing: string, tokens: ReadonlyMap<string, string>): string {
  const resolve = (name: string): string => {
    const value = tokens.get(name);
    if (value === undefined) throw new Error(`src/styles/tokens.css sets no ${name}.`);
    return value.startsWith('var(') ? resolve(value.slice(4, -1)) : value;
  };
  const coloured = drawing.replaceAll(/var\((--[\w-]+)\)/g, (_, name: string) => resolve(name));
  const paper = `<rect width="100%" height="100%" fill="${resolve('--chart-bg')}"/>`;
  return coloured.replace(/<svg [^>]*>/, (opening) => `${opening}${paper}`);
}
