/** Tenths of a pixel, as an integer: sums of these never drift. */
const tenths = (value: number): number => Math.round(value * 10);

/** Shortest decimal of an integer number of tenths: 5 is `.5`, -120 is `-12`. */
export function writeTenths(value: number): string {
  const text = String(value / 10);
  return text.replace(/^(-?)0\./, '$1.');
}

/** A coordinate or size rounded to a tenth of a pixel and written as short as SVG allows. */
export function writeNumber(value: number): string {
  return writeTenths(tenths(value));
}

function join(values: number[]): string {
  return values.reduce((text, value) => {
    const written = writeTenths(value);
    return text === '' || written.startsWith('-') ? text + written : `${text} ${written}`;
  }, '');
}

/** Collects sub-paths in pixels and writes them as relative SVG path data. */
export class SvgPath {
  #data = '';
  #x = 0;
  #y = 0;
  #startX = 0;
  #startY = 0;
  #command = '';

  get data(): string {
    return this.#data;
  }

  get isEmpty(): boolean {
    return this.#data === '';
  }

  moveTo(x: number, y: number): void {
    this.#startX = tenths(x);
    this.#startY = tenths(y);
    // The first is absolute, so that the data of two paths can be joined as text; the others repeat
    // the same few distances, which a host's gzip makes far shorter than places.
    this.#data += this.isEmpty
      ? `M${join([this.#startX, this.#startY])}`
      : `m${join([this.#startX - this.#x, this.#startY - this.#y])}`;
    this.#command = 'm';
    [this.#x, this.#y] = [this.#startX, this.#startY];
  }

  lineTo(x: number, y: number): void {
    if (this.isEmpty) this.moveTo(x, y);
    const [dx, dy] = [tenths(x) - this.#x, tenths(y) - this.#y];
    if (dx === 0 && dy === 0) return;
    if (dy === 0) this.#write('h', [dx]);
    else if (dx === 0) this.#write('v', [dy]);
    else this.#write('l', [dx, dy]);
    this.#x += dx;
    this.#y += dy;
  }

  circle(x: number, y: number, radius: number): void {
    const r = tenths(radius);
    this.moveTo(x - radius, y);
    this.#write('a', [r, r, 0, 10, 0, 2 * r, 0]);
    this.#write('a', [r, r, 0, 10, 0, -2 * r, 0]);
  }

  close(): void {
    if (this.isEmpty || this.#command === 'z') return;
    this.#data += 'z';
    this.#command = 'z';
    [this.#x, this.#y] = [this.#startX, this.#startY];
  }

  #write(command: string, values: number[]): void {
    const text = join(values);
    const repeats = command === this.#command;
    this.#data +=
      repeats && !text.startsWith('-') ? ` ${text}` : `${repeats ? '' : command}${text}`;
    this.#command = command;
  }
}
