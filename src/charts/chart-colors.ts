export type SeriesColor = 'rust' | 'blue' | 'green' | 'purple' | 'gold' | 'grey' | 'ink' | 'muted';
type SurfaceColor =
  | 'grid'
  | 'grid-strong'
  | 'axis'
  | 'bg'
  | 'gold-name'
  | 'on-pale'
  | `heat-${1 | 2 | 3 | 4 | 5}`;

/** A colour by name as the custom property that the page sets for light and dark. */
export function chartColor(name: SeriesColor | SurfaceColor): string {
  return `var(--chart-${name})`;
}

/** The colour of a series' name: gold and grey are too pale for letters on the light ground. */
export function nameColor(color: SeriesColor): string {
  if (color === 'gold') return chartColor('gold-name');
  return chartColor(color === 'grey' ? 'muted' : color);
}
