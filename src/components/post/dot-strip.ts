/** Where the parts of a strip of dots stand, as fractions of its width. */
export interface DotStrip {
  dots: number[];
  estimate: number;
  low: number;
  high: number;
  ticks: { at: number; label: string }[];
}

/** Room at either end, so that no dot and no label is cut. */
const margin = 0.06;

/**
 * Lays the values of blocks out on a line, with their interval and two to six round ticks.
 * The values have one unit; the strip spans them and the interval, whichever reaches further.
 */
export function layOutDots(
  values: readonly number[],
  interval: { estimate: number; low: number; high: number },
): DotStrip {
  const min = Math.min(...values, interval.low);
  const max = Math.max(...values, interval.high);
  const span = max - min || Math.abs(max) || 1;
  const place = (value: number) => margin + ((value - min) / span) * (1 - 2 * margin);
  const step = roundStep(span);
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return {
    dots: values.map(place),
    estimate: place(interval.estimate),
    low: place(interval.low),
    high: place(interval.high),
    ticks: Array.from({ length: last - first + 1 }, (_, index) => {
      const value = (first + index) * step;
      return { at: place(value), label: value.toFixed(decimals).replace('-', '−') };
    }),
  };
}

/** The smallest of 1, 2, 5 × 10ⁿ that cuts a span into at most five steps. */
function roundStep(span: number): number {
  const decade = 10 ** Math.floor(Math.log10(span / 5));
  return ([1, 2, 5].find((mantissa) => mantissa * decade * 5 >= span) ?? 10) * decade;
}
