/** An affine map in canvas order: x' = a·x + c·y + e, y' = b·x + d·y + f. */
interface Transform {
  a: number;
  b: number;
  c: number;
  d: number;
  e: number;
  f: number;
}

const IDENTITY: Transform = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };

interface State {
  transform: Transform;
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  lineDash: number[];
  lineDashOffset: number;
  lineCap: CanvasLineCap;
  lineJoin: CanvasLineJoin;
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
}

const INITIAL: State = {
  transform: IDENTITY,
  fillStyle: '#000',
  strokeStyle: '#000',
  lineWidth: 1,
  lineDash: [],
  lineDashOffset: 0,
  lineCap: 'butt',
  lineJoin: 'miter',
  font: '400 12px Inter',
  textAlign: 'start',
  textBaseline: 'alphabetic',
};

/** Styles, line dashes and transform of a 2D canvas context, with its stack of saved states. */
export class CanvasState {
  protected state: State = { ...INITIAL };
  readonly #saved: State[] = [];

  set fillStyle(value: string) {
    this.state.fillStyle = value;
  }
  set strokeStyle(value: string) {
    this.state.strokeStyle = value;
  }
  set lineWidth(value: number) {
    this.state.lineWidth = value;
  }
  set lineDashOffset(value: number) {
    this.state.lineDashOffset = value;
  }
  set lineCap(value: CanvasLineCap) {
    this.state.lineCap = value;
  }
  set lineJoin(value: CanvasLineJoin) {
    this.state.lineJoin = value;
  }
  get font(): string {
    return this.state.font;
  }
  set font(value: string) {
    this.state.font = value;
  }
  set textAlign(value: CanvasTextAlign) {
    this.state.textAlign = value;
  }
  set textBaseline(value: CanvasTextBaseline) {
    this.state.textBaseline = value;
  }

  save(): void {
    this.#saved.push({ ...this.state });
  }
  restore(): void {
    this.state = this.#saved.pop() ?? { ...INITIAL };
  }
  resetTransform(): void {
    this.state.transform = IDENTITY;
  }
  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    this.state.transform = { a, b, c, d, e, f };
  }
  translate(x: number, y: number): void {
    const { a, b, c, d, e, f } = this.state.transform;
    this.state.transform = { a, b, c, d, e: e + a * x + c * y, f: f + b * x + d * y };
  }
  rotate(radians: number): void {
    const { a, b, c, d, e, f } = this.state.transform;
    const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
    this.state.transform = {
      a: a * cos + c * sin,
      b: b * cos + d * sin,
      c: c * cos - a * sin,
      d: d * cos - b * sin,
      e,
      f,
    };
  }
  setLineDash(segments: number[]): void {
    this.state.lineDash = segments;
  }

  /** A point of the current coordinate system in px of the drawing. */
  protected map(x: number, y: number): [number, number] {
    const { a, b, c, d, e, f } = this.state.transform;
    return [a * x + c * y + e, b * x + d * y + f];
  }
}
