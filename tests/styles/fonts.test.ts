import { readFileSync, statSync } from 'node:fs';
import * as fontkit from 'fontkit';
import { describe, expect, test } from 'vitest';

const sheet = new URL('../../src/styles/fonts.css', import.meta.url);
const css = readFileSync(sheet, 'utf8');

interface Face {
  family: string;
  name: string;
  file: URL;
  covers: (code: number) => boolean;
}

const faces = (css.match(/@font-face \{[^}]*\}/g) ?? []).map((rule): Face => {
  const value = (name: string) =>
    new RegExp(`${name}:\\s*([^;]+);`).exec(rule)?.[1]?.replaceAll(/\s+/g, ' ') ?? '';
  const ranges = value('unicode-range')
    .split(', ')
    .map((range) => range.replace('U+', '').split('-'))
    .map(([from = '', to = from]) => [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const);
  const address = /url\("([^"]+)"\)/.exec(value('src'))?.[1] ?? '';
  return {
    name: address,
    family: value('font-family').replaceAll('"', ''),
    file: new URL(address, sheet),
    covers: (code) => ranges.some(([from, to]) => code >= from && code <= to),
  };
});

describe.each(faces)('$family in $name', ({ family, file, covers }) => {
  const font = fontkit.create(readFileSync(file));
  const codes = 'characterSet' in font ? font.characterSet.filter((code) => code !== 0xffff) : [];

  test('its range covers every character of its file, but the full-width marks of Chinese', () => {
    expect(codes.length).toBeGreaterThan(150);
    const missing = codes.filter((code) => !covers(code)).map((code) => String.fromCodePoint(code));
    expect(missing).toEqual(family.endsWith('Hans') ? [...'·—‘’“”…'] : []);
  });

  test('it holds the digits, the minus and the times sign of the measured numbers', () => {
    for (const character of '0123456789.,%−×±–µ') {
      expect(codes, character).toContain(character.codePointAt(0));
    }
  });
});

test('every address is relative to the sheet, so any sub-path serves it', () => {
  expect(faces.length).toBe(8);
  for (const [, address] of css.matchAll(/url\("([^"]+)"\)/g))
    expect(address).toMatch(/^\.\/fonts\//);
});

test('all fonts together weigh less than 100 KB', () => {
  const files = new Set(faces.map(({ file }) => file.href));
  const bytes = [...files].reduce((sum, href) => sum + statSync(new URL(href)).size, 0);
  expect(files.size).toBe(5);
  expect(bytes).toBeLessThan(100 * 1024);
});
