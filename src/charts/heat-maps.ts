import { chartFont, fillBox, fillLines, strokeBox } from './canvas-drawing.ts';
import { chartColor } from './chart-colors.ts';
import { TITLE_LINE_HEIGHT } from './chart-layout.ts';
import { LINE_HEIGHT } from './end-labels.ts';
import { type HeatMapLayout, layoutHeatMaps } from './heat-map-layout.ts';
import { drawHeatPanel, STEPS } from './heat-panel.ts';
import { SvgContext } from './svg-context.ts';
import { type DrawingOptions, svgDocument } from './svg-document.ts';
import { measureText } from './text-metrics.ts';

/** A grid of cells from 0 to 1, row by row; exactly 0 means "nothing" and stays background. */
export interface HeatPanel {
  title: string;
  rows: number;
  columns: number;
  cells: number[];
}

/** Matrices side by side with one palette; rows run down, columns to the right. */
export interface HeatMaps {
  kind: 'heat-maps';
  title: string;
  description: string;
  x: { label: string };
  y: { label: string };
  panels: HeatPanel[];
  /** Names of the palest and of the deepest of five steps. */
  key: { low: string; high: string };
}

const MAX_PANELS = 4;
const MAX_CELLS = 24;
const SWATCH = { width: 20, height: 10, gap: 6 };

function checkPanels({ title, panels }: HeatMaps): void {
  const fail = (received: string, expected: string): never => {
    throw new Error(
      `Heat maps "${title}" cannot be drawn: received ${received}; expected ${expected}. ` +
        'Mend the figure that made the chart.',
    );
  };
  if (panels.length === 0 || panels.length > MAX_PANELS) {
    fail(`${panels.length} panels`, `1 to ${MAX_PANELS}`);
  }
  for (const { title: name, rows, columns, cells } of panels) {
    if (!(Math.min(rows, columns) >= 1 && Math.max(rows, columns) <= MAX_CELLS)) {
      fail(`${rows} x ${columns} cells in "${name}"`, `1 to ${MAX_CELLS} rows and columns`);
    }
    if (cells.length !== rows * columns) {
      fail(`${cells.length} cells in "${name}"`, `${rows} x ${columns} = ${rows * columns}`);
    }
    const wrong = cells.find((cell) => !(cell >= 0 && cell <= 1));
    if (wrong !== undefined) fail(`a cell of ${wrong} in "${name}"`, 'values from 0 to 1');
  }
}

/** An empty swatch for zero, then the five steps between their names. */
function drawKey(
  ctx: CanvasRenderingContext2D,
  { keyY, size }: HeatMapLayout,
  key: HeatMaps['key'],
) {
  const top = keyY - SWATCH.height / 2;
  const bottom = top + SWATCH.height;
  ctx.font = chartFont(size.tickSize);
  ctx.textAlign = 'left';
  let x = 2;
  const write = (text: string, after: number) => {
    ctx.fillStyle = chartColor('ink');
    ctx.fillText(text, x, keyY);
    x += measureText(text, size.tickSize, 400) + after;
  };
  strokeBox(ctx, chartColor('ink'), { left: x, right: x + SWATCH.width, top, bottom });
  x += SWATCH.width + SWATCH.gap;
  write('0', 20);
  write(key.low, SWATCH.gap);
  for (const step of STEPS) {
    fillBox(ctx, chartColor(`heat-${step}`), { left: x, right: x + SWATCH.width, top, bottom });
    x += SWATCH.width + 1;
  }
  x += SWATCH.gap - 1;
  write(key.high, 0);
}

/**
 * Draws matrices as one static SVG element. Chart.js has no part in it: a picture of several
 * panels has no one axis. Throws where panels are too many or too large, or a cell lies outside 0 to 1.
 */
export function renderHeatMaps(chart: HeatMaps, options: DrawingOptions): string {
  checkPanels(chart);
  const layout = layoutHeatMaps(chart, options.width);
  const { size, xTitle, yTitle } = layout;
  const context = new SvgContext(size.width, size.height);
  const ctx = context as unknown as CanvasRenderingContext2D;
  ctx.textBaseline = 'middle';
  drawKey(ctx, layout, chart.key);
  ctx.textAlign = 'left';
  ctx.font = chartFont(size.titleSize);
  ctx.fillStyle = chartColor('muted');
  fillLines(ctx, yTitle.lines, 2, yTitle.y, size.titleSize * TITLE_LINE_HEIGHT);
  fillLines(ctx, xTitle.lines, xTitle.x, xTitle.y, size.titleSize * TITLE_LINE_HEIGHT);
  ctx.font = chartFont(size.labelSize, 600);
  ctx.fillStyle = chartColor('ink');
  for (const { titleLines, left, titleY } of layout.panels) {
    fillLines(ctx, titleLines, left, titleY, size.labelSize * LINE_HEIGHT);
  }
  for (const placed of layout.panels) drawHeatPanel(ctx, placed, size);
  return svgDocument(chart, options, size.height, context.toSvg());
}
