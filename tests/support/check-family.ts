import { describe, expect, it } from 'vitest';
import { renderChart } from '#charts/chart.ts';
import type { LineChart } from '#charts/line-chart.ts';
import type { FigureFamily, Locale } from '#figures/figure.ts';
import { AbsentQuantity } from '#results/absent-quantity.ts';
import { evaluate, type QuantityRule } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';

/** The estimate of a family's quantity, by its key. */
export function estimateOf(family: FigureFamily, key: string, record: MeasuredRecord): number {
  const quantity = family.quantities[key];
  if (quantity === undefined) throw new Error(`${family.experiment} has no quantity ${key}.`);
  return evaluate(quantity.rule, record).estimate;
}

/** A family's line chart in English, by its key. */
export function lineChartOf(family: FigureFamily, key: string, record: MeasuredRecord): LineChart {
  const chart = family.figures[key]?.chart(record, 'en');
  if (chart?.kind !== 'lines') throw new Error(`${family.experiment} draws no lines as ${key}.`);
  return chart;
}

/** Fails unless every prediction comes true on a record of a machine that is as theory has it. */
export function expectAsPredicted(family: FigureFamily, record: MeasuredRecord): void {
  for (const [key, { quantity, predicted, within }] of Object.entries(family.predictions)) {
    const off = estimateOf(family, quantity, record) / evaluate(predicted, record).estimate;
    expect(Math.abs(Math.log(off)), key).toBeLessThanOrEqual(Math.log(within));
  }
}

const locales: Locale[] = ['en', 'zh'];

/** The estimate of a quantity, or undefined where the machine has none. */
function estimateIfAny(rule: QuantityRule, record: MeasuredRecord): number | undefined {
  try {
    return evaluate(rule, record).estimate;
  } catch (error) {
    if (error instanceof AbsentQuantity) return undefined;
    throw error;
  }
}

/**
 * What holds for every figure family: its quantities, charts and predictions can be published. A real
 * machine may lack a quantity, such as the crossing of two curves; a made one has all.
 */
export function checkFamily(
  family: FigureFamily,
  record: MeasuredRecord,
  { mayLack = false } = {},
): void {
  describe(`the family of ${family.experiment}`, () => {
    it('has a label in both languages for every case', () => {
      const networks = new Set(record.cases.map(({ id }) => id.split('@')[0] as string));
      expect(Object.keys(family.caseLabels).sort()).toEqual([...networks].sort());
    });

    it.each(Object.entries(family.quantities))('quotes %s, a number with two labels', (_, each) => {
      const estimate = estimateIfAny(each.rule, record);
      if (estimate === undefined) expect(mayLack, each.label.en).toBe(true);
      else expect(Number.isFinite(estimate)).toBe(true);
      expect(each.label.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(each.label.en).not.toMatch(/[\u4e00-\u9fff]/);
    });

    it('has a label of its own for every quantity', () => {
      for (const locale of locales) {
        const labels = Object.values(family.quantities).map(({ label }) => label[locale]);
        expect(new Set(labels).size).toBe(labels.length);
      }
    });

    it.each(Object.entries(family.figures))(
      'draws %s in both languages and widths',
      (_, figure) => {
        for (const locale of locales) {
          const chart = figure.chart(record, locale);
          expect(chart.title).toBe(figure.title[locale]);
          expect(chart.description).not.toMatch(/NaN|undefined|Infinity/);
          for (const width of [360, 720] as const) {
            const svg = renderChart(chart, { width, idPrefix: 'test' });
            expect(svg).not.toMatch(/NaN|undefined|Infinity/);
          }
        }
      },
    );

    it.each(Object.entries(family.figures))(
      'gives each measured line of %s a colour of its own',
      (_, figure) => {
        const chart = figure.chart(record, 'en');
        const lines = chart.kind === 'lines' ? chart.series : [];
        const colours = lines.filter(({ kind }) => kind === 'measured').map(({ color }) => color);
        expect(new Set(colours).size).toBe(colours.length);
      },
    );

    it.each(Object.entries(family.predictions))(
      'predicts %s of a quantity in its unit',
      (_, each) => {
        const quantity = family.quantities[each.quantity];
        expect(quantity?.rule.unit).toBe(each.predicted.unit);
        expect(evaluate(each.predicted, record).estimate).toBeGreaterThanOrEqual(0);
        expect(each.within).toBeGreaterThanOrEqual(1);
      },
    );
  });
}
