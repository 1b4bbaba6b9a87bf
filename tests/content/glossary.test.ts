import { describe, expect, it } from 'vitest';
import glossary from '#content/glossary.json';

const { terms, themes } = glossary;

describe('the glossary', () => {
  it('names and defines every term in both languages', () => {
    const broken = terms.filter(
      ({ en, zh, definition }) =>
        [en, zh, definition.en].some((text) => text.trim() === '') ||
        !/[\u4e00-\u9fff]/.test(definition.zh),
    );
    expect(broken).toEqual([]);
  });

  it('puts every term under a theme that exists, and no theme stays empty', () => {
    const used = new Set(terms.map(({ theme }) => theme));
    expect([...used].sort()).toEqual(themes.map(({ id }) => id).sort());
  });

  it('has each English term once', () => {
    const names = terms.map(({ en }) => en.toLowerCase());
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('writes 并行, never 平行, and 循环神经网络, never 递归神经网络', () => {
    const chinese = terms.map(({ zh, definition }) => zh + definition.zh).join('\n');
    expect(chinese).not.toMatch(/平行|递归神经网络/);
  });
});
