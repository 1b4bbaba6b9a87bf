import { describe, expect, it } from 'vitest';
import glossary from '#content/glossary.json';
import { termId } from '#figures/glossary.ts';

describe('the id of a term', () => {
  it.each([
    ['KV cache', 'kv-cache'],
    ["Amdahl's law", 'amdahl-s-law'],
    ['work and depth (span)', 'work-and-depth'],
    ['query, key, value', 'query'],
    ['(text) summarization', 'summarization'],
    ['1F1B schedule', '1f1b-schedule'],
  ])('of "%s" is %s', (en, id) => {
    expect(termId({ en })).toBe(id);
  });

  it('belongs to one term of the glossary', () => {
    const ids = glossary.terms.map(termId);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids).not.toContain('');
  });
});
