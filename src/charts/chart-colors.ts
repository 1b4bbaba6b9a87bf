export type SeriesColor = 'rust' | 'blue' | 'green' | 'purple' | 'ink' | 'muted';
type SurfaceColor = 'grid' | 'grid-strong' | 'axis' | 'bg';

/** A colour by name as the custom property that the page sets for light and dark. */
export function chartColor(name: SeriesColor | SurfaceColor): string {
  return `var(--chart-${name})`;
}
