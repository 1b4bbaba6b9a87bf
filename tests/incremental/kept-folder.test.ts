import { chmodSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { KeptFolder } from '#incremental/kept-folder.ts';

let folder = '';
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'kept-')), 'results');
});

describe('a kept result', () => {
  it('is read by the next who asks for what follows from the same', () => {
    const first = new KeptFolder(folder);
    first.keep(first.name('code', { text: 'a' }), ['made']);
    const next = new KeptFolder(folder);
    expect(next.read(next.name('code', { text: 'a' }))).toEqual(['made']);
  });

  it.each([
    ['other code', ['other code', { text: 'a' }]],
    ['another text', ['code', { text: 'b' }]],
    ['the same in another order', [{ text: 'a' }, 'code']],
  ])('is not there for %s', (_, values) => {
    const kept = new KeptFolder(folder);
    kept.keep(kept.name('code', { text: 'a' }), ['made']);
    expect(kept.read(kept.name(...values))).toBeUndefined();
  });

  it('is not there where its file is cut off', () => {
    const kept = new KeptFolder(folder);
    const name = kept.name('code');
    kept.keep(name, ['made']);
    writeFileSync(join(folder, name), '["ma');
    expect(kept.read(name)).toBeUndefined();
  });

  it('is forgotten once a build has not asked for it', () => {
    const first = new KeptFolder(folder);
    for (const text of ['a', 'b']) first.keep(first.name(text), text);
    const next = new KeptFolder(folder);
    const name = next.name('b');
    next.prune();
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('leaves nothing where it cannot be written, and says nothing', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'kept-')), 'file');
    writeFileSync(file, '');
    chmodSync(file, 0o444);
    const kept = new KeptFolder(file);
    kept.keep(kept.name('a'), 'a');
    kept.prune();
    expect(kept.read(kept.name('a'))).toBeUndefined();
  });
});
