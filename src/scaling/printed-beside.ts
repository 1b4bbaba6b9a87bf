import { comparisons, relativeError } from './comparisons.ts';

/** What a paper prints of a run and what the model says of it, with units; the error in per cent, with its sign. */
export interface PrintedBeside {
  printed: string;
  modelled: string;
  error: string;
}

export function printedBeside(run: string): PrintedBeside[] {
  return comparisons()
    .filter(({ row }) => row === run)
    .map((each) => {
      const percent = 100 * relativeError(each);
      const sign = percent < 0 ? '−' : '+';
      return {
        printed: `${each.printed} ${each.unit}`,
        modelled: `${Number(each.modelled.toPrecision(3))} ${each.unit}`,
        error: `${sign}${Math.abs(percent).toFixed(1)}`,
      };
    });
}
