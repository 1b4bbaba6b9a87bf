import { renderChart } from '#charts/chart.ts';
import { standaloneSvg } from '#charts/standalone-svg.ts';
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
    svg: standaloneSvg(drawing, tokensCss),
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
