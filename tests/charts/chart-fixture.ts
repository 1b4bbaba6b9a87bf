import { readFileSync } from 'node:fs';
import { type Chart, renderChart } from '../../src/charts/chart.ts';
import type { ChartWidth } from '../../src/charts/svg-document.ts';
import { type Point, readSvg, type SvgElement, subPaths } from './read-svg.ts';

const WIDTHS: ChartWidth[] = [720, 360];

/** A chart of the fixtures, which hold invented numbers. */
export function readChart(name: string, locale: string): Chart {
  const file = new URL(`../fixtures/charts/${name}.${locale}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Both drawings of charts of one kind in both languages; `drawn` leaves out what `<defs>` holds. */
export function drawings<Kind extends Chart['kind']>(kind: Kind, names: string[]) {
  return names.flatMap((name) =>
    ['en', 'zh'].flatMap((locale) =>
      WIDTHS.map((width) => {
        const chart = readChart(name, locale);
        if (chart.kind !== kind) throw new Error(`${name} is a chart of ${chart.kind}`);
        const svg = renderChart(chart, { width, idPrefix: `figure-${name}` });
        const drawn = readSvg(svg.replace(/<defs>.*<\/defs>/, ''));
        return { name, locale, width, chart: chart as Extract<Chart, { kind: Kind }>, svg, drawn };
      }),
    ),
  );
}

/** The sub-paths of all paths with these attributes. */
export function pathsOf(
  elements: SvgElement[],
  wanted: (attributes: Record<string, string>) => boolean,
): Point[][] {
  return elements
    .filter(({ name, attributes }) => name === 'path' && wanted(attributes))
    .flatMap(({ attributes }) => subPaths(attributes['d'] ?? ''));
}

export interface PxBox {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export function boxOf(points: Point[]): PxBox {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
}

/** The pixel of a value on the x axis, from its first and last tick label. */
export function xRuler(elements: SvgElement[], scale: 'linear' | 'log', unit = '') {
  const number = new RegExp(`^[\\d,.]+${unit}$`);
  const labels = elements.filter(
    ({ name, text, attributes }) =>
      name === 'text' &&
      number.test(text) &&
      attributes['text-anchor'] === 'middle' &&
      attributes['font-weight'] === undefined,
  );
  const place = (value: number) => (scale === 'log' ? Math.log(value) : value);
  const [first, last] = [labels[0], labels.at(-1)].map((label) => ({
    at: place(Number(label?.text.replace(unit, ''))),
    x: Number(label?.attributes['x']),
  }));
  if (!first || !last || first.x === last.x) throw new Error('fewer than two tick labels');
  return (value: number) =>
    first.x + ((place(value) - first.at) / (last.at - first.at)) * (last.x - first.x);
}
