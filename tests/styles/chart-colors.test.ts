import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('../../src/styles/tokens.css', import.meta.url), 'utf8');

type Rgb = [number, number, number];

/** A token in linear light, through `var()` and `light-dark()`. */
function linear(name: string, theme: 'light' | 'dark'): Rgb {
  const value = new RegExp(`--${name}:\\s*([^;]+);`).exec(css)?.[1] ?? '';
  const other = /^var\(--([\w-]+)\)/.exec(value)?.[1];
  if (other) return linear(other, theme);
  const hex = value.match(/#[\da-f]{6}/g)?.at(theme === 'light' ? 0 : -1);
  if (!hex) throw new Error(`tokens.css sets no colour --${name}`);
  return [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
}

const dot = (a: Rgb, b: Rgb) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const luminance = (color: Rgb) => dot(color, [0.2126, 0.7152, 0.0722]);

/** WCAG 2.2, contrast ratio. */
function contrast(a: Rgb, b: Rgb): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Protanopia in linear light: Machado, Oliveira and Fernandes (2009), severity 1. */
const protanopic = (color: Rgb): Rgb => [
  dot(color, [0.152286, 1.052583, -0.204868]),
  dot(color, [0.114503, 0.786281, 0.099216]),
  dot(color, [-0.003882, -0.048116, 1.051998]),
];

/** CIE L*a*b*, white D65. */
function lab(color: Rgb): Rgb {
  const f = (t: number) =>
    t > 0.008856 ? Math.max(t, 0) ** (1 / 3) : 7.787 * Math.max(t, 0) + 16 / 116;
  const [x, y, z] = [
    f(dot(color, [0.4124, 0.3576, 0.1805]) / 0.9505),
    f(luminance(color)),
    f(dot(color, [0.0193, 0.1192, 0.9505]) / 1.089),
  ];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const SERIES = ['rust', 'blue', 'green', 'purple', 'gold', 'grey', 'ink'];

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const color = (name: string) => linear(name, theme);
  const ground = color('bg');

  test.each(SERIES)('%s stands out from the ground by 3:1', (name) => {
    expect(contrast(color(`chart-${name}`), ground)).toBeGreaterThanOrEqual(3);
  });

  test('names at line ends and letters on gold and grey are legible, at 4.5:1', () => {
    for (const name of ['rust', 'blue', 'green', 'purple', 'gold-name', 'muted', 'ink']) {
      expect(contrast(color(`chart-${name}`), ground), name).toBeGreaterThanOrEqual(4.5);
    }
    for (const name of ['gold', 'grey']) {
      const letters = contrast(color('chart-on-pale'), color(`chart-${name}`));
      expect(letters, name).toBeGreaterThanOrEqual(4.5);
    }
  });

  test('any two colours of series differ for a reader without red cones', () => {
    SERIES.forEach((name, index) => {
      for (const other of SERIES.slice(index + 1)) {
        const [a, b] = [name, other].map((each) => lab(protanopic(color(`chart-${each}`))));
        const distance = Math.hypot(...[0, 1, 2].map((i) => (a?.[i] ?? 0) - (b?.[i] ?? 0)));
        expect(distance, `${name} and ${other}`).toBeGreaterThan(12);
      }
    });
  });

  test('the five steps of a heat map lead away from the ground, each by at least 10 of L*', () => {
    const steps = [1, 2, 3, 4, 5].map((step) => lab(color(`chart-heat-${step}`))[0]);
    const away = [lab(ground)[0], ...steps].map((lightness) =>
      theme === 'light' ? -lightness : lightness,
    );
    away.slice(1).forEach((lightness, index) => {
      expect(lightness - (away[index] ?? 0), `step ${index + 1}`).toBeGreaterThanOrEqual(10);
    });
  });
});
