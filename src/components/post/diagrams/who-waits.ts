import type { Localised } from '#figures/figure.ts';
import {
  arrow,
  caption,
  type Diagram,
  label,
  type Point,
  segment,
  shape,
} from '../diagram-drawing.ts';

const boxWidth = 30;
const boxHeight = 26;
/** From a row of boxes to the next, top to top. */
const rowPx = 92;
const drawingPx = rowPx + boxHeight;

interface Panel {
  heading: Localised;
  note: Localised;
  draw(origin: Point, width: number, encoder: string): string;
}

const panels: readonly Panel[] = [
  {
    heading: { en: 'LSTM layer', zh: 'LSTM 层' },
    note: {
      en: 'Each position waits for the one before: n steps in a row.',
      zh: '每个位置都要等前一个：一步接一步，共 n 步。',
    },
    draw(origin, width) {
      const [states, inputs] = [row(origin, width, 5), row(below(origin), width, 5)];
      return [
        ...inputs.map((input, t) => arrow(input.top, (states[t] as Node).bottom, 'var(--axis)')),
        ...chain(states),
        ...states.map((state, t) => box(state, 'h', t + 1)),
        ...inputs.map((input, t) => box(input, 'x', t + 1)),
      ].join('');
    },
  },
  {
    heading: { en: 'Encoder layer', zh: '编码器层' },
    note: {
      en: 'Nobody waits for a neighbour: one step, however long the text.',
      zh: '谁也不等邻居：文本再长，也只有一步。',
    },
    draw(origin, width) {
      const [outputs, inputs] = [row(origin, width, 5), row(below(origin), width, 5)];
      const lines = outputs.flatMap(({ bottom }) =>
        inputs.map(({ top }) =>
          segment(top, { x: bottom.x, y: bottom.y + 5 }, 'var(--blue)', 0.75),
        ),
      );
      return [
        ...lines,
        ...outputs.map(({ bottom }) =>
          arrow({ x: bottom.x, y: bottom.y + 7 }, bottom, 'var(--blue)'),
        ),
        ...outputs.map((output, t) => box(output, 'o', t + 1)),
        ...inputs.map((input, t) => box(input, 'x', t + 1)),
      ].join('');
    },
  },
  {
    heading: { en: 'Decoder with cross-attention', zh: '带交叉注意力的解码器' },
    note: {
      en: 'The encoder is done at once. Generating, each token waits for the one before; in training none does.',
      zh: '编码器一次算完。生成时，每个词元都要等前一个；训练时谁也不等。',
    },
    draw(origin, width, encoder) {
      const outputs = row(origin, width, 5);
      const memory = { ...below(origin), width, height: boxHeight };
      return [
        ...outputs.map(({ bottom }) => arrow({ x: bottom.x, y: memory.y }, bottom, 'var(--blue)')),
        ...chain(outputs),
        ...outputs.map((output, t) => box(output, 'y', t + 1)),
        shape('rect', { ...memory, rx: 3, fill: 'var(--wash)', stroke: 'var(--blue)' }),
        label({ x: origin.x + width / 2, y: memory.y + 18 }, encoder, { 'text-anchor': 'middle' }),
      ].join('');
    },
  },
];

const diagram: Diagram = {
  title: { en: 'Who waits for whom', zh: '谁等谁' },
  description: {
    en: 'Three dependency graphs. In an LSTM layer an arrow runs from each state to the next, five in a row. In an encoder layer every output depends on every input and on no other output. In a decoder every output depends on the whole output of the encoder; while generating, an arrow also runs from each output to the next.',
    zh: '三张依赖图。LSTM 层中，每个隐状态都有箭头指向下一个，五个连成一串。编码器层中，每个输出依赖全部输入，彼此之间没有箭头。解码器中，每个输出都依赖编码器的全部输出；生成时，每个输出还有箭头指向下一个。',
  },
  draw(width, locale) {
    const columns = width === 720 ? 3 : 1;
    const panelPx = width === 720 ? 212 : 320;
    const encoder = { en: 'encoder output', zh: '编码器的输出' }[locale];
    let [height, body] = [0, ''];
    for (const [index, { heading, note, draw }] of panels.entries()) {
      const x = columns === 1 ? 1 : index * 253 + 1;
      const top = columns === 1 && index > 0 ? height + 40 : 0;
      const words = { x, y: top + drawingPx + 14 };
      const said = caption(words, panelPx, heading[locale], note[locale]);
      body += draw({ x, y: top + 1 }, panelPx, encoder) + said.body;
      height = Math.max(height, words.y + said.height + 4);
    }
    return { height, body };
  },
};

export default diagram;

interface Node {
  corner: Point;
  top: Point;
  bottom: Point;
}

/** Boxes side by side over the whole width. */
function row(origin: Point, width: number, count: number): Node[] {
  const pitch = (width - boxWidth) / (count - 1);
  return Array.from({ length: count }, (_, index) => {
    const corner = { x: origin.x + index * pitch, y: origin.y };
    const middle = corner.x + boxWidth / 2;
    return {
      corner,
      top: { x: middle, y: corner.y },
      bottom: { x: middle, y: corner.y + boxHeight },
    };
  });
}

function below({ x, y }: Point): Point {
  return { x, y: y + rowPx };
}

/** An arrow from each box to the next: what has to happen one by one. */
function chain(nodes: readonly Node[]): string[] {
  return nodes.slice(1).map(({ corner }, index) => {
    const from = (nodes[index] as Node).corner;
    const y = corner.y + boxHeight / 2;
    return arrow({ x: from.x + boxWidth, y }, { x: corner.x, y }, 'var(--rust)', 1.75);
  });
}

function box({ corner, top }: Node, letter: string, index: number): string {
  const frame = { ...corner, width: boxWidth, height: boxHeight, rx: 3 };
  return (
    shape('rect', { ...frame, fill: 'var(--bg)', stroke: 'var(--axis)' }) +
    label({ x: top.x - 1, y: corner.y + 17 }, letter, { 'text-anchor': 'end' }) +
    label({ x: top.x, y: corner.y + 20 }, String(index), { 'font-size': 12 })
  );
}
