import { expect, test } from 'vitest';
import { SvgContext } from '../../src/charts/svg-context.ts';
import { readSvg, subPaths } from './read-svg.ts';

function draw(instructions: (ctx: SvgContext) => void): string {
  const context = new SvgContext(100, 100);
  instructions(context);
  return context.toSvg();
}

test('a fill and the stroke of the same path become one element with untouched colours', () => {
  const svg = draw((ctx) => {
    ctx.fillStyle = 'var(--chart-bg)';
    ctx.strokeStyle = 'var(--chart-blue)';
    ctx.beginPath();
    ctx.rect(10, 20, 5, 6);
    ctx.fill();
    ctx.stroke();
  });
  expect(svg).toBe('<path d="M10 20h5v6h-5z" fill="var(--chart-bg)" stroke="var(--chart-blue)"/>');
});

test('neighbouring strokes painted alike become one path, another colour begins a new one', () => {
  const svg = draw((ctx) => {
    for (const color of ['#111', '#111', '#222']) {
      ctx.strokeStyle = color;
      ctx.beginPath();
      ctx.moveTo(0, 0);
      ctx.lineTo(3.25, 4);
      ctx.stroke();
    }
  });
  const paths = readSvg(`<svg>${svg}</svg>`).filter(({ name }) => name === 'path');
  expect(paths.map(({ attributes }) => attributes['stroke'])).toEqual(['#111', '#222']);
  expect(subPaths(paths[0]?.attributes['d'] ?? '')).toHaveLength(2);
});

test('rounding does not add up along a path of many relative steps', () => {
  const svg = draw((ctx) => {
    ctx.beginPath();
    for (let i = 0; i <= 1000; i++) ctx.lineTo(i * 0.333, i * 0.777);
    ctx.stroke();
  });
  const points = subPaths(/ d="([^"]*)"/.exec(` ${svg}`)?.[1] ?? '')[0] ?? [];
  const [x = 0, y = 0] = points.at(-1) ?? [];
  expect(Math.abs(x - 333)).toBeLessThan(0.06);
  expect(Math.abs(y - 777)).toBeLessThan(0.06);
});

test('translated and turned text stands where its transform puts it', () => {
  const svg = draw((ctx) => {
    ctx.translate(40, 50);
    ctx.rotate(Math.PI / 2);
    ctx.font = '600 10px Inter';
    ctx.textAlign = 'right';
    ctx.fillText('a<b', 5, 0);
  });
  const text = readSvg(`<svg>${svg}</svg>`).find(({ name }) => name === 'text');
  expect(text?.text).toBe('a<b');
  expect(text?.attributes).toMatchObject({
    x: '40',
    y: '55',
    transform: 'rotate(90 40 55)',
    'font-size': '10',
    'font-weight': '600',
    'text-anchor': 'end',
  });
});

test('a halo and its text are one element, stroke first', () => {
  const svg = draw((ctx) => {
    ctx.strokeText('theory', 1, 2);
    ctx.fillText('theory', 1, 2);
  });
  expect(svg.match(/<text/g)).toHaveLength(1);
  expect(svg).toContain('paint-order="stroke"');
});

test('restore brings back styles and transform', () => {
  const svg = draw((ctx) => {
    ctx.save();
    ctx.translate(30, 30);
    ctx.fillStyle = 'red';
    ctx.restore();
    ctx.fillText('x', 1, 2);
  });
  expect(svg).toContain('x="1" y="2"');
  expect(svg).not.toContain('red');
});
