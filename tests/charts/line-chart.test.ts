import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type ChartSeries, type LineChart, renderLineChart } from '../../src/charts/line-chart.ts';
import type { ChartWidth } from '../../src/charts/svg-document.ts';
import { boxOfText, overlap, samples } from './drawn-text.ts';
import { type Point, readSvg, type SvgElement, subPaths } from './read-svg.ts';

const WIDTHS: ChartWidth[] = [720, 360];
const NAMES = ['sequence-length', 'decoding-schedules', 'time-per-token'];
const LOCALES = ['en', 'zh'];
const BASELINE_EM = 0.36;

const fixture = (name: string, locale: string) =>
  new URL(`../fixtures/charts/${name}.${locale}.json`, import.meta.url);

const cases = NAMES.flatMap((name) =>
  LOCALES.flatMap((locale) =>
    WIDTHS.map((width) => {
      const chart: LineChart = JSON.parse(readFileSync(fixture(name, locale), 'utf8'));
      const svg = renderLineChart(chart, { width, idPrefix: `figure-${name}` });
      return { name, locale, width, chart, svg };
    }),
  ),
);

const squeeze = (text: string) => text.replaceAll(/\s/g, '');

/** The pixel of a value, from the labels of two ticks and logarithms (or proportion) between them. */
function ruler(
  elements: SvgElement[],
  axis: 'x' | 'y',
  scale: 'log' | 'linear',
  ends: [number, number],
) {
  const anchor = axis === 'x' ? 'middle' : 'end';
  const at = ends.map((value) => {
    const label = elements.find(
      ({ name, text, attributes }) =>
        name === 'text' && text === String(value) && attributes['text-anchor'] === anchor,
    );
    if (!label) throw new Error(`No tick ${value} on ${axis}`);
    const size = Number(label.attributes['font-size']);
    return axis === 'x'
      ? Number(label.attributes['x'])
      : Number(label.attributes['y']) - BASELINE_EM * size;
  });
  const place = (v: number) => (scale === 'log' ? Math.log(v) : v);
  const [low, high] = ends.map(place) as [number, number];
  const [from, to] = at as [number, number];
  return (value: number) => from + ((place(value) - low) / (high - low)) * (to - from);
}

function rulers(chart: LineChart, elements: SvgElement[]) {
  const xTicks = chart.x.ticks ?? [];
  const yEnds: [number, number] = chart.y.scale === 'log' ? [2, 200] : [20, 80];
  return {
    x: ruler(elements, 'x', 'log', [xTicks[0] ?? 0, xTicks.at(-1) ?? 0]),
    y: ruler(elements, 'y', chart.y.scale, yEnds),
  };
}

const strokeOf = (series: ChartSeries) => `var(--chart-${series.color})`;

function middle(points: Point[]): Point {
  const distinct = [
    ...new Map(points.map((point) => [point.map((v) => v.toFixed(1)).join(), point])).values(),
  ];
  const sum = (index: 0 | 1) => distinct.reduce((total, point) => total + point[index], 0);
  return [sum(0) / distinct.length, sum(1) / distinct.length];
}

function pathsOf(elements: SvgElement[], wanted: Record<string, string>): Point[][] {
  return elements
    .filter(
      ({ name, attributes }) =>
        name === 'path' &&
        Object.entries(wanted).every(([key, value]) => attributes[key] === value),
    )
    .flatMap(({ attributes }) => subPaths(attributes['d'] ?? ''));
}

const near = (a: Point, b: Point) => Math.abs(a[0] - b[0]) <= 1 && Math.abs(a[1] - b[1]) <= 1;

describe.each(cases)('$name in $locale at $width', ({ chart, svg, width, name }) => {
  const elements = readSvg(svg);
  const texts = elements.filter((element) => element.name === 'text');
  const shown = chart.series.filter((series) => series.kind !== 'theory');

  test('is well-formed SVG that names and describes itself', () => {
    const [root, title, desc] = elements;
    expect(root?.attributes).toMatchObject({
      role: 'img',
      'aria-labelledby': `figure-${name}-${width}-title`,
      'aria-describedby': `figure-${name}-${width}-desc`,
    });
    expect(root?.attributes['viewBox']).toMatch(new RegExp(`^0 0 ${width} \\d+$`));
    expect([title?.name, title?.attributes['id']]).toEqual([
      'title',
      `figure-${name}-${width}-title`,
    ]);
    expect(title?.text).toBe(chart.title);
    expect([desc?.name, desc?.text]).toEqual(['desc', chart.description]);
  });

  test('has no style, script or colour of its own, so any policy and both themes suit it', () => {
    expect(new Set(elements.map((element) => element.name))).toEqual(
      new Set(['svg', 'title', 'desc', 'path', 'text', 'g']),
    );
    for (const { own, attributes } of elements) {
      expect(own.filter((attribute) => /^(style|on)/.test(attribute))).toEqual([]);
      for (const key of ['fill', 'stroke']) {
        expect(attributes[key] ?? 'none').toMatch(/^(none|var\(--chart-[a-z-]+\))$/);
      }
    }
  });

  test('shows every label as text, in letters of 11 to 13 px', () => {
    const all = squeeze(texts.map(({ text }) => text).join(''));
    for (const { label, shortLabel } of [...chart.series, chart.x, chart.y]) {
      expect(all).toContain(squeeze(width === 360 ? (shortLabel ?? label) : label));
    }
    for (const unit of [chart.x.unit, chart.y.unit]) expect(all).toContain(squeeze(unit ?? ''));
    for (const { attributes } of texts) {
      expect(Number(attributes['font-size'])).toBeGreaterThanOrEqual(11);
      expect(Number(attributes['font-size'])).toBeLessThanOrEqual(13);
    }
  });

  test('puts a marker where the logarithm puts the value, for every point and for nothing else', () => {
    const { x, y } = rulers(chart, elements);
    let count = 0;
    for (const color of new Set(shown.map(strokeOf))) {
      const drawn = pathsOf(elements, { fill: 'var(--chart-bg)', stroke: color }).map(middle);
      const points = shown.filter((s) => strokeOf(s) === color).flatMap((s) => s.points);
      for (const point of points) {
        const expected: Point = [x(point.x), y(point.y)];
        const hit = drawn.findIndex((centre) => near(centre, expected));
        expect(hit, `${color} ${point.x}, ${point.y}`).toBeGreaterThanOrEqual(0);
        drawn.splice(hit, 1);
        count++;
      }
      expect(drawn).toEqual([]);
    }
    expect(count).toBe(shown.flatMap((series) => series.points).length);
  });

  test('draws the interval of every point that is taller than its marker, with two caps', () => {
    const { x, y } = rulers(chart, elements);
    let count = 0;
    for (const series of shown) {
      const bars = pathsOf(elements, { stroke: strokeOf(series), 'stroke-width': '1.2' });
      for (const point of series.points) {
        const [low, high] = [point.low ?? point.y, point.high ?? point.y];
        if (y(low) - y(high) < 8) continue;
        const has = (from: Point, to: Point) =>
          bars.some(
            (bar) => bar.length === 2 && bar.every((end, i) => near(end, i === 0 ? from : to)),
          );
        const half = width === 720 ? 3.5 : 3;
        const at = x(point.x);
        expect(has([at, y(high)], [at, y(low)]), `${series.id} at ${point.x}`).toBe(true);
        for (const end of [y(high), y(low)]) {
          expect(has([at - half, end], [at + half, end])).toBe(true);
        }
        count++;
      }
    }
    if (name !== 'decoding-schedules') expect(count).toBeGreaterThan(5);
  });

  test('keeps all text inside the drawing', () => {
    const height = Number(elements[0]?.attributes['height']);
    for (const element of texts) {
      for (const [x, y] of boxOfText(element)) {
        expect(x, element.text).toBeGreaterThanOrEqual(0);
        expect(x, element.text).toBeLessThanOrEqual(width);
        expect(y, element.text).toBeGreaterThanOrEqual(0);
        expect(y, element.text).toBeLessThanOrEqual(height);
      }
    }
  });

  test('lets no text overlap another', () => {
    texts.forEach((element, index) => {
      for (const other of texts.slice(index + 1)) {
        const clash = overlap(boxOfText(element), boxOfText(other));
        expect(clash, `"${element.text}" and "${other.text}"`).toBe(false);
      }
    });
  });

  test('lets no line of a series run through a label', () => {
    const labels = texts
      .filter(({ attributes }) => attributes['text-anchor'] !== 'end')
      .map(boxOfText);
    for (const series of chart.series) {
      for (const path of pathsOf(elements, { stroke: strokeOf(series) })) {
        for (const [x, y] of samples(path)) {
          const dot: Point[] = [
            [x, y],
            [x + 0.1, y],
            [x + 0.1, y + 0.1],
            [x, y + 0.1],
          ];
          expect(
            labels.some((label) => overlap(label, dot)),
            `${series.id} at ${x}, ${y}`,
          ).toBe(false);
        }
      }
    }
  });

  test('takes at most 9 KB compressed', () => {
    expect(gzipSync(svg).length).toBeLessThanOrEqual(9 * 1024);
  });
});

test('the same bytes come out under another time zone, locale and process', () => {
  const module = new URL('../../src/charts/line-chart.ts', import.meta.url).href;
  const script = `
    import { readFileSync } from 'node:fs';
    import { renderLineChart } from ${JSON.stringify(module)};
    const chart = JSON.parse(readFileSync(new URL(process.argv[1]), 'utf8'));
    process.stdout.write(renderLineChart(chart, { width: 720, idPrefix: 'figure-sequence-length' }));
  `;
  const child = execFileSync(
    process.execPath,
    ['--input-type=module', '-e', script, fixture('sequence-length', 'zh').href],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, TZ: 'Asia/Kathmandu', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' },
    },
  );
  const here = cases.find(
    (one) => one.name === 'sequence-length' && one.locale === 'zh' && one.width === 720,
  );
  expect(child).toBe(here?.svg);
});

test('markup in a label, a title or an id is written as text', () => {
  const [first] = cases;
  if (!first) throw new Error('no fixture');
  const chart: LineChart = { ...first.chart, title: 'a < b & "c"', description: '<script>' };
  const svg = renderLineChart(chart, { width: 720, idPrefix: 'a' });
  expect(readSvg(svg)[1]?.text).toBe('a < b & "c"');
  expect(svg).not.toContain('<script');
});
