import { describe, expect, it } from 'vitest';
import { quick } from '#lab/bench/protocol.ts';
import type { ChildRequest } from '#lab/run/child-messages.ts';
import { runChild } from '#lab/run/run-child.ts';

const request: ChildRequest = {
  task: 'measure',
  experiment: 'sequence-length',
  caseId: 'lstm@one',
  engine: 'wasm',
  points: [16],
  seed: 1,
  sampling: { ...quick, warmupMs: 1, samples: 4, sampleCapMs: 1 },
  keepTimeline: false,
};
const surroundings = { environment: {}, paddingBytes: 17, patienceMs: 60_000 };

describe('a process of its own for one case', () => {
  it('measures, frees every tensor and leaves a fingerprint of its output', async () => {
    const reply = await runChild(request, surroundings);
    if (reply.kind !== 'measured') throw new Error(reply.kind);
    expect(reply.run.trials).toMatchObject([{ at: 16, tensorsLeaked: 0 }]);
    expect(reply.run.trials[0]?.samplesMs.length).toBeGreaterThanOrEqual(4);
    expect(reply.fingerprints[0]?.entries.length).toBeGreaterThanOrEqual(256);
  });

  it('proves its case against the oracle', async () => {
    const reply = await runChild({ ...request, task: 'prove' }, surroundings);
    if (reply.kind !== 'proved') throw new Error(reply.kind);
    expect(reply.proofs).toMatchObject([{ case: 'lstm@one', against: 'oracle', holds: true }]);
    expect(reply.engine.library).toMatch(/^TensorFlow\.js WASM 4\./);
  });

  it.each<[string, Partial<ChildRequest>, string]>([
    ['an unknown case', { caseId: 'lstn@one' }, 'No case "lstn@one".'],
    [
      'an unknown experiment',
      { experiment: 'sequence-lenght' },
      'The nearest is "sequence-length"',
    ],
  ])('that cannot run for %s says so', async (_name, change, message) => {
    await expect(runChild({ ...request, ...change }, surroundings)).rejects.toThrow(message);
  });

  it('that hangs is ended', async () => {
    const hung = runChild(request, { ...surroundings, patienceMs: 1 });
    await expect(hung).rejects.toThrow('said nothing for 0.001 s');
  });

  it('that crashes is told from one that fails', async () => {
    const crashed = runChild(request, {
      ...surroundings,
      environment: { NODE_OPTIONS: '--require=./there-is-no-such-file.cjs' },
    });
    await expect(crashed).rejects.toThrow(
      /The process for lstm@one .* ended with code 1 without a result/,
    );
  });

  it('ends with its parent’s interruption', async () => {
    const interruption = new AbortController();
    const running = runChild(request, { ...surroundings, signal: interruption.signal });
    interruption.abort();
    await expect(running).rejects.toThrow('was interrupted');
  });
});
