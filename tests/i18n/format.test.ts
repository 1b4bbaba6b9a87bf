import { describe, expect, it } from 'vitest';
import {
  counted,
  fill,
  formatBytes,
  formatDate,
  formatLevel,
  formatScientific,
  joined,
} from '#i18n/format.ts';

describe('the words of the interface', () => {
  it('write a date in UTC, wherever the build runs', () => {
    expect(formatDate(new Date('2026-11-23T23:59:59Z'))).toBe('2026-11-23');
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_499, '1 KB'],
    [1_500, '2 KB'],
    [1_400_000, '1.4 MB'],
  ])('write %d bytes as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it.each([
    [0.95, '95%'],
    [1 - 0.05 / 4, '98.75%'],
    [1 - 0.05 / 3, '98.33%'],
  ])('write the level %d as %s', (level, text) => {
    expect(formatLevel(level)).toBe(text);
  });

  it.each([
    [1.26e-6, '1.3 × 10⁻⁶'],
    [4e12, '4.0 × 10¹²'],
    [0, '0'],
  ])('write %d as %s', (value, text) => {
    expect(formatScientific(value)).toBe(text);
  });

  it('count one and many', () => {
    const forms = { one: '{n} row', other: '{n} rows' };
    expect([0, 1, 2].map((rows) => counted(rows, forms))).toEqual(['0 rows', '1 row', '2 rows']);
  });

  it('fill a phrase and leave unknown names to be seen', () => {
    expect(fill('{a} of {b}', { a: 1 })).toBe('1 of {b}');
  });

  it('put facts in a row with the comma of the language', () => {
    expect([joined(['a', 'b'], 'en'), joined(['a', 'b'], 'zh')]).toEqual(['a, b', 'a，b']);
  });
});
