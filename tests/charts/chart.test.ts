import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { drawings } from './chart-fixture.ts';
import { boxOfText, overlap } from './drawn-text.ts';
import { readSvg } from './read-svg.ts';

const all = [
  ...drawings('lines', ['seven-networks']),
  ...drawings('heat-maps', ['perturbation']),
  ...drawings('timeline', ['pipeline', 'kernels']),
  ...drawings('share-bars', ['shares']),
  ...drawings('interval-bars', ['ratios', 'rates']),
];

describe.each(all)('$name in $locale at $width', ({ name, width, chart, svg }) => {
  const elements = readSvg(svg);
  const texts = elements.filter((element) => element.name === 'text');

  test('is well-formed SVG that names and describes itself', () => {
    const [root, title, desc] = elements;
    const id = `figure-${name}-${width}`;
    expect(root?.attributes).toMatchObject({
      role: 'img',
      'aria-labelledby': `${id}-title`,
      'aria-describedby': `${id}-desc`,
    });
    expect([title?.text, desc?.text]).toEqual([chart.title, chart.description]);
  });

  test('has no style, script or colour of its own, so any policy and both themes suit it', () => {
    const allowed = ['svg', 'title', 'desc', 'defs', 'pattern', 'path', 'text', 'g'];
    expect(elements.map((element) => element.name)).toSatisfy((names: string[]) =>
      names.every((each) => allowed.includes(each)),
    );
    for (const { own, attributes } of elements) {
      expect(own.filter((attribute) => /^(style|on)/.test(attribute))).toEqual([]);
      for (const key of ['fill', 'stroke']) {
        expect(attributes[key] ?? 'none').toMatch(
          /^(none|var\(--chart-[a-z\d-]+\)|url\(#[a-z\d-]+\))$/,
        );
      }
    }
  });

  test('refers to patterns of its own, whose ids no other drawing has', () => {
    const ids = elements
      .filter((element) => element.name === 'pattern')
      .map(({ attributes }) => attributes['id'] ?? '');
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id.startsWith(`figure-${name}-${width}-`)).toBe(true);
    const used = [...svg.matchAll(/url\(#([^)]+)\)/g)].map(([, id]) => id);
    expect(new Set(used)).toEqual(new Set(ids));
  });

  test('keeps all text inside the drawing, in letters of 11 to 13 px, and none over another', () => {
    const height = Number(elements[0]?.attributes['height']);
    texts.forEach((element, index) => {
      expect(Number(element.attributes['font-size'])).toBeGreaterThanOrEqual(11);
      expect(Number(element.attributes['font-size'])).toBeLessThanOrEqual(13);
      for (const [x, y] of boxOfText(element)) {
        expect(x, element.text).toBeGreaterThanOrEqual(0);
        expect(x, element.text).toBeLessThanOrEqual(width);
        expect(y, element.text).toBeGreaterThanOrEqual(0);
        expect(y, element.text).toBeLessThanOrEqual(height);
      }
      for (const other of texts.slice(index + 1)) {
        const clash = overlap(boxOfText(element), boxOfText(other));
        expect(clash, `"${element.text}" and "${other.text}"`).toBe(false);
      }
    });
  });

  test('takes at most 9 KB compressed', () => {
    expect(gzipSync(svg).length).toBeLessThanOrEqual(9 * 1024);
  });
});

test('the same bytes come out under another time zone, locale and process', () => {
  const wide = all.filter(({ locale, width }) => locale === 'zh' && width === 720);
  const fixture = new URL('chart-fixture.ts', import.meta.url).href;
  const script = `
    import { readChart } from ${JSON.stringify(fixture)};
    import { renderChart } from ${JSON.stringify(new URL('../../src/charts/chart.ts', import.meta.url).href)};
    const draw = (name) => renderChart(readChart(name, 'zh'), { width: 720, idPrefix: 'figure-' + name });
    process.stdout.write(JSON.stringify(process.argv.slice(1).map(draw)));
  `;
  const child = execFileSync(
    process.execPath,
    ['--input-type=module', '-e', script, ...wide.map(({ name }) => name)],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, TZ: 'Asia/Kathmandu', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' },
    },
  );
  expect(JSON.parse(child)).toEqual(wide.map(({ svg }) => svg));
});
