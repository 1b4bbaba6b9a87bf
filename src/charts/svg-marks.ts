import { writeNumber } from './svg-path.ts';

export type Attributes = Record<string, string>;

/** One drawn thing: path data or a line of text, and the attributes that paint it. */
export type SvgMark =
  | { kind: 'path'; data: string; paint: Attributes }
  | { kind: 'text'; text: string; x: number; y: number; degrees: number; paint: Attributes };

/** Escapes text for XML content and double-quoted attributes. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Attributes as they stand in a tag, each with a leading space. */
export function writeAttributes(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('');
}

function writeText(mark: SvgMark & { kind: 'text' }, paint: string): string {
  const [x, y] = [writeNumber(mark.x), writeNumber(mark.y)];
  const turn =
    mark.degrees === 0 ? '' : ` transform="rotate(${writeNumber(mark.degrees)} ${x} ${y})"`;
  return `<text x="${x}" y="${y}"${turn}${paint}>${escapeXml(mark.text)}</text>`;
}

/** Neighbours painted alike: paths become one path, texts one group. */
function writeRun(run: SvgMark[], paint: string): string {
  const texts = run.filter((mark) => mark.kind === 'text');
  if (texts.length === 0) {
    const data = run.map((mark) => (mark.kind === 'path' ? mark.data : '')).join('');
    return `<path d="${data}"${paint}/>`;
  }
  if (texts.length === 1) return texts.map((mark) => writeText(mark, paint)).join('');
  return `<g${paint}>${texts.map((mark) => writeText(mark, '')).join('')}</g>`;
}

/** The marks as SVG elements in drawing order. */
export function writeMarks(marks: readonly SvgMark[]): string {
  let written = '';
  let run: SvgMark[] = [];
  let runKey = '';
  let runPaint = '';
  for (const mark of marks) {
    const paint = writeAttributes(mark.paint);
    const key = mark.kind + paint;
    if (key !== runKey && run.length > 0) {
      written += writeRun(run, runPaint);
      run = [];
    }
    run.push(mark);
    [runKey, runPaint] = [key, paint];
  }
  return run.length > 0 ? written + writeRun(run, runPaint) : written;
}
