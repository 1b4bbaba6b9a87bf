import { chartColor, type SeriesColor } from './chart-colors.ts';
import { writeAttributes } from './svg-marks.ts';

/** Textures that tell areas apart without colour. */
export type Pattern = 'hatch' | 'dots' | 'lines';

/** How an area is painted: a colour, perhaps with a texture, or the hatching of idle time. */
export interface AreaStyle {
  color: SeriesColor | 'idle';
  pattern?: Pattern | undefined;
}

/** One tile of each texture: its size in px, its turn, and the path that is drawn on it. */
const TILES = {
  hatch: { size: 5, degrees: 45, path: 'M1 0v5', stroke: 1.2 },
  dots: { size: 5, degrees: 0, path: 'M1.5 2.5h2', stroke: 2 },
  lines: { size: 4, degrees: 0, path: 'M0 1h4', stroke: 1.2 },
  idle: { size: 5, degrees: 45, path: 'M1 0v5', stroke: 1 },
} as const;

const tileOf = ({ color, pattern }: AreaStyle) => (color === 'idle' ? 'idle' : pattern);

/** The fill of an area: a custom property, or a reference to a pattern of `patternDefs`. */
export function areaFill(style: AreaStyle, idPrefix: string): string {
  const tile = tileOf(style);
  if (tile === undefined) return chartColor(style.color as SeriesColor);
  return `url(#${idPrefix}-${tile}-${style.color})`;
}

/** The colour of text on an area, and of the halo that keeps its texture out of the letters. */
export function inkOn({ color }: AreaStyle): { text: string; halo: string } {
  if (color === 'idle') return { text: chartColor('ink'), halo: chartColor('bg') };
  const pale = color === 'gold' || color === 'grey';
  return { text: chartColor(pale ? 'on-pale' : 'bg'), halo: chartColor(color) };
}

/** The `<defs>` of all textures among the styles, each once; empty where there is none. */
export function patternDefs(styles: readonly AreaStyle[], idPrefix: string): string {
  const patterns = new Map<string, string>();
  for (const style of styles) {
    const name = tileOf(style);
    if (name === undefined) continue;
    const { size, degrees, path, stroke } = TILES[name];
    const id = `${idPrefix}-${name}-${style.color}`;
    const idle = style.color === 'idle';
    const frame = writeAttributes({
      id,
      width: String(size),
      height: String(size),
      patternUnits: 'userSpaceOnUse',
      ...(degrees === 0 ? {} : { patternTransform: `rotate(${degrees})` }),
    });
    const ground = writeAttributes({
      d: `M0 0h${size}v${size}h-${size}z`,
      fill: idle ? chartColor('bg') : chartColor(style.color as SeriesColor),
    });
    const texture = writeAttributes({
      d: path,
      stroke: chartColor(idle ? 'axis' : 'bg'),
      'stroke-width': String(stroke),
      'stroke-opacity': idle ? '.55' : '.4',
    });
    patterns.set(id, `<pattern${frame}><path${ground}/><path${texture}/></pattern>`);
  }
  return patterns.size === 0 ? '' : `<defs>${[...patterns.values()].join('')}</defs>`;
}
