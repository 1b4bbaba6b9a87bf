import { formatInterval, formatQuantity } from '#figures/format-quantity.ts';
import type { QuantityValue } from '#results/quantity.ts';
import type { QuantityChange } from '#results/quantity-change.ts';
import type { RecordChange } from './compare-records.ts';
import type { Report } from './make-report.ts';

/** What is known of each movement, in the order in which a report shows them. */
export const movements = {
  moved: 'moved',
  new: 'new',
  gone: 'gone',
  'not-resolved': 'not resolved',
  same: 'the same',
} as const;

/** "3 moved, 40 the same within ±3 %, 6 not resolved". */
function countsOf(changes: readonly QuantityChange[]): string {
  return (Object.keys(movements) as (keyof typeof movements)[])
    .map((movement) => ({
      word: movement === 'same' ? 'the same within ±3 %' : movements[movement],
      count: changes.filter((change) => change.movement === movement).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${count} ${word}`)
    .join(', ');
}

/** What became of a record in a line: counts, and the machine's own pace where a meter told it. */
export function recordLine({ quantities, pace }: RecordChange): string {
  if (pace === undefined) return countsOf(quantities);
  const [before, after] = [pace.beforeMs, pace.afterMs].map((ms) => ms.toFixed(3));
  return `${countsOf(quantities)}; noise meter ${before} → ${after} ms`;
}

/** A value with its interval: "6.1× (5.5–6.7×)"; a dash where there is none. */
export function valueText(value: QuantityValue | undefined): string {
  if (value === undefined) return '–';
  const number = formatQuantity(value, 'en');
  if (value.kind === 'exact') return number;
  return `${number} (${formatInterval(value.interval(0.95), value.unit, 'en')})`;
}

/** "×1.07 (1.01–1.12)" on the log scale, "+0.02 (−0.01–0.05)" on the linear one; or nothing. */
export function changeText({ change }: QuantityChange): string {
  if (change === undefined) return '';
  const { estimate, low, high } = change.interval;
  const digits = (value: number) => value.toFixed(3).replace('-', '−');
  const sign = change.scale === 'log' ? '×' : estimate < 0 ? '' : '+';
  return `${sign}${digits(estimate)} (${digits(low)} to ${digits(high)})`;
}

/** The quantities of a record in the order of a report; without those that stayed, if asked. */
export function inOrder({ quantities }: RecordChange, movedAlone: boolean) {
  const order = Object.keys(movements);
  return quantities
    .filter(({ movement }) => !movedAlone || order.indexOf(movement) < 3)
    .sort((a, b) => order.indexOf(a.movement) - order.indexOf(b.movement));
}

/** The first line of a report, in words. */
export function headline({ since, machine, records }: Report): string {
  const what =
    records.length === 0
      ? 'no record has changed'
      : `${records.length} record${records.length === 1 ? ' has' : 's have'} changed`;
  return `Since ${since.hash} (${since.date}), ${what} on ${machine}.`;
}
