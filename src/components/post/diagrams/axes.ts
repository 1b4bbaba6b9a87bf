import type { Localised } from '#figures/figure.ts';
import type { Locale } from '#i18n/locales.ts';
import { arrow, caption, type Diagram, label, type Point, shape } from '../diagram-drawing.ts';

/** A block of a layer's activations: along positions, along the width, and back along the batch. */
interface Block {
  x: number;
  y: number;
  width: number;
  height: number;
  depth: number;
  /** Which of two devices holds it; none, where it is not divided. */
  device?: 0 | 1;
}

const layer = { width: 96, height: 28, depth: 1 };
/** How far the whole depth of a layer goes to the right and up. */
const back = { x: 30, y: 20 };
const layerPitchPx = 58;
const picturePx = back.y + layerPitchPx + layer.height;
const gapPx = 8;
const fills = ['var(--wash)', 'color-mix(in srgb, var(--blue) 55%, var(--bg))'] as const;

interface Axis {
  name: Localised;
  cuts: Localised;
  /** The blocks of one layer, by their place in it; `upper` is the second of two layers. */
  split(upper: boolean): Block[];
}

const whole = { x: 0, y: 0, ...layer };
const half = (length: number) => (length - gapPx) / 2;

const axes: readonly Axis[] = [
  {
    name: { en: 'Data parallelism', zh: '数据并行' },
    cuts: { en: 'cuts the batch', zh: '切批次' },
    split: () => [
      { ...whole, ...behind(0.58), depth: 0.42, device: 1 },
      { ...whole, depth: 0.42, device: 0 },
    ],
  },
  {
    name: { en: 'Sequence parallelism', zh: '序列并行' },
    cuts: { en: 'cuts the positions', zh: '切位置' },
    split: () => [
      { ...whole, width: half(layer.width), device: 0 },
      { ...whole, x: half(layer.width) + gapPx, width: half(layer.width), device: 1 },
    ],
  },
  {
    name: { en: 'Tensor parallelism', zh: '张量并行' },
    cuts: { en: 'cuts width and heads', zh: '切宽度与头' },
    split: () => [
      { ...whole, y: half(layer.height) + gapPx, height: half(layer.height), device: 0 },
      { ...whole, height: half(layer.height), device: 1 },
    ],
  },
  {
    name: { en: 'Pipeline parallelism', zh: '流水线并行' },
    cuts: { en: 'cuts the stack of layers', zh: '切层' },
    split: (upper) => [{ ...whole, device: upper ? 1 : 0 }],
  },
  {
    name: { en: 'Expert parallelism', zh: '专家并行' },
    cuts: { en: 'sends each token to one expert', zh: '把每个词元送往一位专家' },
    split: (upper) =>
      upper
        ? [
            { ...whole, width: 38, device: 0 },
            { ...whole, x: 58, width: 38, device: 1 },
          ]
        : [whole],
  },
];

const diagram: Diagram = {
  title: { en: 'The axes of parallelism', zh: '并行的五个轴' },
  description: {
    en: 'Two layers of a network as blocks: position to the right, width and heads upwards, batch to the back, layers one above the other. Five more pictures show the same blocks divided between two devices: along the batch, along the positions, along the width, between the layers, and by experts to which each token is sent.',
    zh: '两层网络画成两个方块：向右是位置，向上是宽度与头，向后是批次，层叠在上面。另有五幅小图，把同样的方块分给两台设备：按批次切、按位置切、按宽度切、按层切，以及按专家切，每个词元送往一位专家。',
  },
  draw(width, locale) {
    const columns = width === 720 ? 3 : 2;
    const cellPx = width / columns;
    let [top, body] = [0, ''];
    const cells = [undefined, ...axes];
    for (let start = 0; start < cells.length; start += columns) {
      let bottom = top;
      for (const [column, axis] of cells.slice(start, start + columns).entries()) {
        const left = column * cellPx;
        const picture = { x: left + 30, y: top + 4 };
        body += axis === undefined ? whatIsThere(picture, locale) : divided(picture, axis);
        // The first row makes room for the names below the whole.
        const words = { x: left + 4, y: picture.y + picturePx + (start === 0 ? 36 : 12) };
        const heading = axis?.name[locale] ?? { en: 'The whole', zh: '整体' }[locale];
        const note =
          axis?.cuts[locale] ?? { en: 'two layers of a network', zh: '网络的两层' }[locale];
        const said = caption(words, cellPx - 16, heading, note);
        body += said.body;
        bottom = Math.max(bottom, words.y + said.height);
      }
      top = bottom + 30;
    }
    return { height: top - 24, body };
  },
};

export default diagram;

/** The shift of what stands behind, as a share of the whole depth. */
function behind(share: number): Point {
  return { x: back.x * share, y: -back.y * share };
}

/** The lower and the upper layer, in the order in which they hide each other. */
function divided({ x, y }: Point, { split }: Axis): string {
  const lower = { x, y: y + back.y + layerPitchPx };
  const upper = { x, y: y + back.y };
  const routed = split(true).length > split(false).length;
  return (
    split(false)
      .map((block) => drawBlock(lower, block))
      .join('') +
    (routed ? routes(lower, upper) : '') +
    split(true)
      .map((block) => drawBlock(upper, block))
      .join('')
  );
}

/** Four tokens, each to one of the two experts. */
function routes(lower: Point, upper: Point): string {
  const experts = [upper.x + 19, upper.x + 77];
  return [14, 37, 60, 83]
    .map((offset, token) => {
      const expert = (experts[token % 2] as number) + (token < 2 ? -8 : 8);
      const from = { x: lower.x + offset, y: lower.y };
      return arrow(from, { x: expert, y: upper.y + layer.height }, 'var(--fg)');
    })
    .join('');
}

/** The undivided layers with the names of their three directions. */
function whatIsThere({ x, y }: Point, locale: Locale): string {
  const names = {
    en: { position: 'position', width: 'width', batch: 'batch', layer: 'layers' },
    zh: { position: '位置', width: '宽度', batch: '批次', layer: '层' },
  }[locale];
  const [lower, upper] = [y + back.y + layerPitchPx, y + back.y];
  const [side, bottom] = [x + layer.width, lower + layer.height];
  return [
    drawBlock({ x, y: lower }, whole),
    drawBlock({ x, y: upper }, whole),
    arrow({ x: x - 12, y: bottom }, { x: x - 12, y: upper }, 'var(--muted)'),
    layerName(names.layer, { x: x - 17, y: (upper + bottom) / 2 }, locale),
    arrow({ x, y: bottom + 8 }, { x: side, y: bottom + 8 }, 'var(--muted)'),
    label({ x: x + layer.width / 2, y: bottom + 24 }, names.position, {
      'text-anchor': 'middle',
      fill: 'var(--muted)',
    }),
    arrow({ x: x + 12, y: bottom - 4 }, { x: x + 12, y: lower + 4 }, 'var(--muted)'),
    label({ x: x + 20, y: lower + 19 }, names.width, { fill: 'var(--muted)' }),
    arrow(
      { x: side + 8, y: bottom + 2 },
      { x: side + 8 + back.x, y: bottom + 2 - back.y },
      'var(--muted)',
    ),
    label({ x: side + 28, y: bottom + 8 }, names.batch, { fill: 'var(--muted)' }),
  ].join('');
}

/** Beside its arrow: Latin letters turned along it, a Chinese character upright. */
function layerName(name: string, { x, y }: Point, locale: Locale): string {
  if (locale === 'zh') {
    return label({ x, y: y + 4 }, name, { 'text-anchor': 'end', fill: 'var(--muted)' });
  }
  const turned = { 'text-anchor': 'middle', transform: `rotate(-90 ${x} ${y})` };
  return label({ x, y }, name, { ...turned, fill: 'var(--muted)' });
}

function drawBlock(origin: Point, block: Block): string {
  const [x, y] = [origin.x + block.x, origin.y + block.y];
  const [dx, dy] = [back.x * block.depth, -back.y * block.depth];
  const { width, height, device } = block;
  const fill = device === undefined ? 'var(--bg)' : fills[device];
  const face = (d: string) =>
    shape('path', { d, fill, stroke: 'var(--blue)', 'stroke-linejoin': 'round' });
  return (
    face(`M${x} ${y}l${dx} ${dy}h${width}l${-dx} ${-dy}z`) +
    face(`M${x + width} ${y}l${dx} ${dy}v${height}l${-dx} ${-dy}z`) +
    face(`M${x} ${y}h${width}v${height}h${-width}z`)
  );
}
