import { FONT_STACK } from './canvas-drawing.ts';
import { escapeXml, writeAttributes } from './svg-marks.ts';

/** What a drawing is called: its width tells its ids from those of the other drawing. */
export interface DrawingOptions {
  width: ChartWidth;
  idPrefix: string;
}

/** The two drawings of every chart, in px: for a text column and for a phone. */
export type ChartWidth = 720 | 360;

/** The prefix of all ids in one drawing. */
export function drawingId({ idPrefix, width }: DrawingOptions): string {
  return `${idPrefix}-${width}`;
}

/** Puts a root around drawn elements: accessible name, text alternative, font and size in px. */
export function svgDocument(
  chart: { title: string; description: string },
  options: DrawingOptions,
  height: number,
  body: string,
): string {
  const id = drawingId(options);
  const { width } = options;
  const root = writeAttributes({
    xmlns: 'http://www.w3.org/2000/svg',
    class: `chart chart-${width}`,
    viewBox: `0 0 ${width} ${height}`,
    width: String(width),
    height: String(height),
    role: 'img',
    'aria-labelledby': `${id}-title`,
    'aria-describedby': `${id}-desc`,
    fill: 'none',
    'font-family': FONT_STACK,
    // Some browsers round the advances of small letters up: a label at the edge would lose its last.
    'text-rendering': 'geometricPrecision',
  });
  return (
    `<svg${root}><title id="${escapeXml(id)}-title">${escapeXml(chart.title)}</title>` +
    `<desc id="${escapeXml(id)}-desc">${escapeXml(chart.description)}</desc>${body}</svg>`
  );
}
