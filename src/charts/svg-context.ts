import { CanvasState } from './canvas-state.ts';
import { type Attributes, type SvgMark, writeMarks } from './svg-marks.ts';
import { SvgPath, writeNumber } from './svg-path.ts';
import { measureText, type TextWeight } from './text-metrics.ts';

/** Baseline below the anchor, in em: middle is half of Inter's capital height. */
const BASELINE: Partial<Record<CanvasTextBaseline, number>> = {
  alphabetic: 0,
  middle: 0.36,
  top: 0.9,
  bottom: -0.22,
};

const ANCHOR: Record<CanvasTextAlign, string> = {
  left: 'start',
  start: 'start',
  center: 'middle',
  right: 'end',
  end: 'end',
};

/** Reads weight and size from a CSS font shorthand such as `600 13px Inter`. */
function parseFont(font: string): { weight: TextWeight; sizePx: number } {
  const sizePx = Number(/([\d.]+)px/.exec(font)?.[1]);
  if (!(sizePx > 0)) {
    throw new Error(
      `A chart font needs a size in px. Received "${font}"; expected "600 13px Inter".`,
    );
  }
  return { weight: /\b(600|700|bold)\b/.test(font) ? 600 : 400, sizePx };
}

/**
 * The part of CanvasRenderingContext2D that Chart.js 4.6 uses for lines and bars, written as SVG.
 * Colours pass through untouched, so `var(--chart-blue)` reaches the fill and stroke attributes.
 */
export class SvgContext extends CanvasState {
  /** What Chart.js takes for a canvas element. */
  readonly canvas: { width: number; height: number; getContext: () => SvgContext };
  #path = new SvgPath();
  #marks: SvgMark[] = [];
  #filled: SvgPath | undefined;

  constructor(width: number, height: number) {
    super();
    this.canvas = { width, height, getContext: () => this };
  }

  /** All that was drawn so far, as SVG elements without a root. */
  toSvg(): string {
    return writeMarks(this.#marks);
  }

  beginPath(): void {
    this.#path = new SvgPath();
  }
  moveTo(x: number, y: number): void {
    this.#path.moveTo(...this.map(x, y));
  }
  lineTo(x: number, y: number): void {
    this.#path.lineTo(...this.map(x, y));
  }
  closePath(): void {
    this.#path.close();
  }
  rect(x: number, y: number, width: number, height: number): void {
    this.moveTo(x, y);
    this.lineTo(x + width, y);
    this.lineTo(x + width, y + height);
    this.lineTo(x, y + height);
    this.closePath();
  }
  arc(x: number, y: number, radius: number, start: number, end: number): void {
    if (Math.abs(end - start) < 2 * Math.PI - 1e-9) {
      throw new Error(
        'SvgContext draws whole circles only: use a circle, diamond, triangle or square.',
      );
    }
    this.#path.circle(...this.map(x, y), radius);
  }
  /** Written nowhere: the layout keeps tick labels and points inside the boxes that clip them. */
  clip(): void {}
  clearRect(): void {
    this.#marks = [];
  }

  fill(): void {
    if (this.#path.isEmpty) return;
    this.#marks.push({
      kind: 'path',
      data: this.#path.data,
      paint: { fill: this.state.fillStyle },
    });
    this.#filled = this.#path;
  }
  stroke(): void {
    if (this.#path.isEmpty) return;
    const paint = this.#strokePaint();
    const last = this.#marks.at(-1);
    if (last?.kind === 'path' && this.#filled === this.#path) Object.assign(last.paint, paint);
    else this.#marks.push({ kind: 'path', data: this.#path.data, paint });
    this.#filled = undefined;
  }

  measureText(text: string): { width: number } {
    const { weight, sizePx } = parseFont(this.state.font);
    return { width: measureText(text, sizePx, weight) };
  }
  /** A halo: the fillText that follows at the same place is painted over it in one element. */
  strokeText(text: string, x: number, y: number): void {
    this.#writeText(text, x, y, { ...this.#strokePaint(), 'paint-order': 'stroke' });
  }
  fillText(text: string, x: number, y: number): void {
    const halo = this.#marks.at(-1);
    this.#writeText(text, x, y, { fill: this.state.fillStyle });
    const mark = this.#marks.at(-1);
    if (halo?.kind !== 'text' || mark?.kind !== 'text' || !halo.paint['paint-order']) return;
    const { paint: haloPaint, ...haloPlace } = halo;
    const { paint, ...place } = mark;
    if (JSON.stringify(haloPlace) !== JSON.stringify(place)) return;
    this.#marks.splice(-2, 2, { ...place, paint: { ...haloPaint, ...paint } });
  }

  #writeText(text: string, x: number, y: number, paint: Attributes): void {
    const { font, textAlign, textBaseline, transform } = this.state;
    const { weight, sizePx } = parseFont(font);
    const [left, baseline] = this.map(x, y + (BASELINE[textBaseline] ?? 0) * sizePx);
    const anchor = ANCHOR[textAlign];
    this.#marks.push({
      kind: 'text',
      text,
      x: left,
      y: baseline,
      degrees: (Math.atan2(transform.b, transform.a) * 180) / Math.PI,
      paint: {
        ...paint,
        'font-size': writeNumber(sizePx),
        ...(weight === 400 ? {} : { 'font-weight': String(weight) }),
        ...(anchor === 'start' ? {} : { 'text-anchor': anchor }),
      },
    });
  }

  #strokePaint(): Attributes {
    const { strokeStyle, lineWidth, lineDash, lineDashOffset, lineCap, lineJoin } = this.state;
    return {
      stroke: strokeStyle,
      ...(lineWidth === 1 ? {} : { 'stroke-width': writeNumber(lineWidth) }),
      ...(lineDash.length === 0 ? {} : { 'stroke-dasharray': lineDash.map(writeNumber).join(' ') }),
      ...(lineDashOffset ? { 'stroke-dashoffset': writeNumber(lineDashOffset) } : {}),
      ...(lineCap === 'butt' ? {} : { 'stroke-linecap': lineCap }),
      ...(lineJoin === 'miter' ? {} : { 'stroke-linejoin': lineJoin }),
    };
  }
}
