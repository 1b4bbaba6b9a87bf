import { renderChart } from '#charts/chart.ts';
import { standaloneSvg } from '#charts/standalone-svg.ts';
import type { PublishedFigure } from '#figures/catalogue.ts';
import type { Locale } from '#i18n/locales.ts';
import tokensCss from '#styles/tokens.css?raw';
import { catalogue } from './catalogue.ts';
import { type Diagram, drawDiagram } from './diagram-drawing.ts';
import { remember } from './remember.ts';

const drawFile = remember((figure: PublishedFigure, locale: Locale) =>
  standaloneSvg(renderChart(figure.chart(locale), { width: 720, idPrefix: 'figure' }), tokensCss),
);

/** The SVG file of a figure, by its id. */
export function figureFile(id: string, locale: Locale): string {
  return drawFile(catalogue.figure(id), locale);
}

/** The SVG file of a diagram. */
export function diagramFile(diagram: Diagram, locale: Locale): string {
  return standaloneSvg(
    drawDiagram(diagram, { width: 720, locale, idPrefix: 'diagram' }),
    tokensCss,
  );
}
