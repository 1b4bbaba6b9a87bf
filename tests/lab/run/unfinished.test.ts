import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { publish } from '#lab/bench/protocol.ts';
import { type Piece, Unfinished, type UnfinishedPlan } from '#lab/run/unfinished.ts';
import { sampleRecord } from '../../support/sample-record.ts';

const { machine, blocks, proofs, sessions } = sampleRecord('sample', '2c-sample');
const plan: UnfinishedPlan = {
  experiment: 'sample',
  codeHash: 'a',
  machine,
  backend: 'native',
  purpose: 'publish',
  protocol: publish,
  node: '22.0.0',
};
const block = blocks[0] as (typeof blocks)[number];
const piece: Piece = { kind: 'block', block, proofs };
const begin = (root: string, change: Partial<UnfinishedPlan> = {}, seed = 1) =>
  new Unfinished(
    root,
    { ...plan, ...change },
    {
      seed,
      startedAt: '2026-01-02T03:04:05.000Z',
      session: sessions[0] as (typeof sessions)[number],
    },
  );

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'unfinished-'));
});

describe('unfinished work', () => {
  it('goes on in a later sitting with the seed and the pieces of the first', () => {
    begin(root, {}, 1).keep('block-0', piece);
    const again = begin(root, {}, 2);
    expect(again.seed).toBe(1);
    expect(again.session).toBe(1);
    expect(again.count()).toBe(1);
    expect(again.piece('block-0')).toEqual(piece);
  });

  it.each<[string, Partial<UnfinishedPlan>]>([
    ['the code', { codeHash: 'b' }],
    ['the machine', { machine: { ...machine, cores: 4 } }],
    ['Node', { node: '22.1.0' }],
    ['a constant of the protocol', { protocol: { ...publish, samples: 31 } }],
  ])('is dropped when %s is another', (_name, change) => {
    begin(root).keep('block-0', piece);
    const anew = begin(root, change, 2);
    expect(anew.seed).toBe(2);
    expect(anew.piece('block-0')).toBeUndefined();
  });

  it('takes a piece that was cut off for none', () => {
    begin(root).keep('block-0', piece);
    const folder = join(root, '.measure/sample/2c-sample-native-publish');
    writeFileSync(join(folder, 'block-0.json'), JSON.stringify(piece).slice(0, 50));
    expect(begin(root).piece('block-0')).toBeUndefined();
  });

  it('leaves nothing when it is finished', () => {
    const work = begin(root);
    work.keep('block-0', piece);
    work.remove();
    expect(existsSync(join(root, '.measure/sample/2c-sample-native-publish'))).toBe(false);
    expect(readdirSync(join(root, '.measure/sample'))).toEqual([]);
  });
});
