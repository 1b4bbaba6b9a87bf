import { renderChart } from '#charts/chart.ts';
import type { PublishedFigure } from '#figures/catalogue.ts';
import { drawingAddress } from '#i18n/addresses.ts';
import { formatBytes } from '#i18n/format.ts';
import type { Locale } from '#i18n/locales.ts';
import { chartTables } from './chart-table.ts';
import { figureFile } from './figure-file.ts';
import { casesOf } from './figure-view.ts';
import { recordFiles } from './record-files.ts';
import { remember } from './remember.ts';

/** What a page shows of a figure besides its caption, by the figure's place in the post. */
export const figureParts = remember((figure: PublishedFigure, locale: Locale, number: number) => {
  const chart = figure.chart(locale);
  const tables = chartTables(chart, locale);
  const { id, record, machine } = figure;
  return {
    drawings: ([720, 360] as const).map((width) => ({
      width,
      svg: renderChart(chart, { width, idPrefix: `figure-${number}` }),
    })),
    tables,
    rowCount: tables.reduce((sum, { rows }) => sum + rows.length, 0),
    /** Whether a reader can measure a part of it in her browser. */
    runsHere: casesOf(chart).length > 0,
    files: recordFiles(record, machine),
    drawing: {
      href: drawingAddress(id, locale),
      size: formatBytes(new TextEncoder().encode(figureFile(id, locale)).length),
    },
  };
});
