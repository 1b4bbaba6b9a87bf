import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { noisyRun } from './made-answers.ts';
import {
  measureScripted,
  type Script,
  scriptedChildren,
  shortProtocol,
  whole,
} from './scripted-children.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'measure-'));
});

describe('a noisy process', () => {
  const noisyCalls = (noisy: (measuringCall: number) => boolean): Script => {
    let call = 0;
    return ({ task }) => (task === 'measure' && noisy(call++) ? noisyRun() : undefined);
  };

  it('once is run again', async () => {
    const script = noisyCalls((call) => call === 1);
    const { record } = await measureScripted(root, scriptedChildren(script)).finished;
    expect(whole(record).blocks).toHaveLength(3);
    expect(record.blocks[0]?.runs[1]?.retried?.[0]).toMatch(/^noisy: the meter after it ran/);
  });

  it('twice voids its block, which is repeated whole, in another order of data', async () => {
    const script = noisyCalls((call) => call === 1 || call === 2);
    const { finished, told } = measureScripted(root, scriptedChildren(script));
    const { record } = await finished;
    const [voided, repeated] = whole(record).blocks;
    expect(voided).toMatchObject({ index: 0, voided: expect.stringContaining('p90 3') });
    expect(repeated).toMatchObject({ index: 0, attempt: 1 });
    expect(repeated?.runs[0]?.seed).not.toBe(voided?.runs[0]?.seed);
    expect(record.blocks.filter((block) => block.voided === undefined)).toHaveLength(3);
    expect(told).toEqual([expect.stringMatching(/^sample: block 1 is repeated\./)]);
  });

  it('that is the first of its block voids it before anything is kept, and the record is whole', async () => {
    const script = noisyCalls((call) => call === 0 || call === 1);
    const { record } = await measureScripted(root, scriptedChildren(script)).finished;
    const [voided, repeated] = whole(record).blocks;
    expect(voided).toMatchObject({ index: 0, runs: [], voided: expect.stringContaining('p90 3') });
    expect(repeated).toMatchObject({ index: 0, attempt: 1 });
  });

  it('in most blocks ends the measurement, and the next one begins afresh but tells of it', async () => {
    const always = scriptedChildren(noisyCalls(() => true));
    await expect(measureScripted(root, always).finished).rejects.toThrow(
      /4 of 4 blocks were too noisy to count.* --doctor/,
    );
    const { record } = await measureScripted(root, scriptedChildren()).finished;
    expect(whole(record).blocks).toHaveLength(3);
    expect(record.sessions.map(({ discarded }) => discarded)).toEqual([4, undefined]);
  });

  it('counts where the protocol has no gates', async () => {
    const always = scriptedChildren(noisyCalls(() => true));
    const protocol = { ...shortProtocol, gated: false };
    const { record } = await measureScripted(root, always, { protocol }).finished;
    expect(whole(record).blocks).toHaveLength(3);
  });
});
