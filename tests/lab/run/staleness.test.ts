import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseEngine } from '#lab/experiments/experiment.ts';
import { codeState } from '#lab/run/code-state.ts';
import { whyStale } from '#lab/run/staleness.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'staleness-'));
  for (const folder of ['src/lab', 'src/statistics']) {
    cpSync(join(repository, folder), join(root, folder), { recursive: true });
  }
  for (const file of ['package.json', 'package-lock.json']) {
    cpSync(join(repository, file), join(root, file));
  }
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
});

const state = () => codeState(root, 'sequence-length', 'native');

function edit(path: string, from: string, to: string): void {
  const before = readFileSync(join(root, path), 'utf8');
  if (!before.includes(from)) throw new Error(`${path} does not hold ${from}`);
  writeFileSync(join(root, path), before.replace(from, to));
}

describe('a record’s code hash', () => {
  it.each([
    ['a constant of a measured model', 'src/lab/models/transformer/layer-norm.ts', '1e-5', '1e-6'],
    ['the grid', 'src/lab/experiments/sequence-length.ts', '512, 1024]', '512]'],
    ['a prediction', 'src/lab/models/recurrent/lstm.ts', '8 * n * dIn', '7 * n * dIn'],
    ['the backend', 'src/lab/backends/native-lstm.ts', "'BlockLSTMV2'", "'BlockLSTM'"],
    ['an oracle', 'src/lab/models/oracle/lstm.ts', 'Math.tanh(value)', 'Math.tan(value)'],
  ])('changes with %s', async (_name, path, from, to) => {
    const before = await state();
    edit(path, from, to);
    expect((await state()).hash).not.toBe(before.hash);
  });

  it.each([
    [
      'a comment',
      'src/lab/models/transformer/layer-norm.ts',
      'export function',
      '// Why not.\nexport function',
    ],
    [
      'the format',
      'src/lab/models/transformer/layer-norm.ts',
      'return tf.add(',
      'return   tf.add(\n',
    ],
    ['a type', 'src/lab/experiments/experiment.ts', 'network: string;', 'network: "lstm";'],
    [
      'another experiment',
      'src/lab/experiments/decoding-schedules.ts',
      'numLayers: 4',
      'numLayers: 5',
    ],
  ])('does not change with %s', async (_name, path, from, to) => {
    const before = await state();
    edit(path, from, to);
    expect((await state()).hash).toBe(before.hash);
  });

  it('changes with a thread that the experiment starts, and with an engine that a case names', async () => {
    const file = join(root, 'src/lab/experiments/counted.ts');
    const crew = "new URL('./counted-worker.ts', import.meta.url)";
    writeFileSync(file, `export default { threads: String(${crew}) };`);
    writeFileSync(join(root, 'src/lab/experiments/counted-worker.ts'), 'console.log(1);');
    const stateOf = (engines: CaseEngine[] = []) => codeState(root, 'counted', 'native', engines);
    const before = await stateOf();
    expect((await stateOf(['wasm'])).hash).not.toBe(before.hash);
    expect((await stateOf(['native'])).hash).toBe(before.hash);
    writeFileSync(join(root, 'src/lab/experiments/counted-worker.ts'), 'console.log(2);');
    expect((await stateOf()).hash).not.toBe(before.hash);
  });

  it('is the same from another folder', async () => {
    expect(await state()).toEqual(await codeState(repository, 'sequence-length', 'native'));
  });
});

describe('why a record is stale', () => {
  const record = (code: {
    hash: string;
    protocolVersion: number;
    packages: Record<string, string>;
    files?: Record<string, string> | undefined;
  }) => ({ code });
  const now = {
    hash: 'b',
    protocolVersion: 2,
    packages: { '@tensorflow/tfjs-core': '4.23.0' },
    files: { 'src/lab/a.ts': '2', 'src/lab/c.ts': '1' },
  };

  it.each([
    [{ ...now }, undefined],
    [{ ...now, hash: 'a' }, 'the code that was measured has changed since'],
    [{ ...now, hash: 'a', files: undefined }, 'the code that was measured has changed since'],
    [{ ...now, hash: 'a', protocolVersion: 1 }, 'protocolVersion 1 → 2'],
    [
      { ...now, hash: 'a', packages: { '@tensorflow/tfjs-core': '4.22.0' } },
      'packages changed: @tensorflow/tfjs-core 4.22.0 → 4.23.0',
    ],
    [
      { ...now, hash: 'a', packages: {} },
      'packages changed: @tensorflow/tfjs-core absent → 4.23.0',
    ],
    [
      { ...now, hash: 'a', files: { 'src/lab/a.ts': '1', 'src/lab/b.ts': '2' } },
      'changed: src/lab/a.ts, src/lab/b.ts (no longer measured), src/lab/c.ts (new)',
    ],
    [{ ...now, hash: 'a', files: {} }, 'changed: src/lab/a.ts (new), src/lab/c.ts (new)'],
  ])('%o: %s', (code, why) => {
    expect(whyStale(record(code), now)).toBe(why);
  });
});
