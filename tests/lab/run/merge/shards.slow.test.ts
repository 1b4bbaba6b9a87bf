import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseRecord } from '#results/parse-record.ts';
import { CheckoutCopy } from '../../../support/checkout-copy.ts';

// The Slurm file itself is run, once for each of its three tasks, in a checkout whose protocol is
// short. `npm` stands for what it does there: packages and engine are linked, scripts are real.
const root = fileURLToPath(new URL('../../../..', import.meta.url)).replace(/\/$/, '');
const experiments = ['heads', 'independence', 'kernel-timeline'];
const environment = { ...process.env, MEASURE_ARGUMENTS: '--machine 2c-shards' };

let checkout: CheckoutCopy;
let whole: CheckoutCopy;

function shortened(name: string): CheckoutCopy {
  const copy = new CheckoutCopy(name);
  copy.linkEngine();
  copy.edit(
    'src/lab/bench/protocol.ts',
    /export const publish: Protocol = \{[^}]*\};/,
    "export const publish: Protocol = { mode: 'publish', gated: false, minBlocks: 2, maxBlocks: 2, " +
      'targetHalfWidth: 0.03, budgetMs: 1000, warmupCalls: 1, warmupMs: 1, warmupCapMs: 20, ' +
      'minSampleMs: 1, samples: 4, sampleCapMs: 20, minSamples: 3, steadyCapMs: 10, ' +
      'slowCallMs: 50, slowSamples: 2 };',
  );
  return copy;
}

const run = (copy: CheckoutCopy, command: string, args: string[], variables = {}) => {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: copy.folder,
    encoding: 'utf8',
    env: { ...environment, ...variables },
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
};

beforeAll(() => {
  checkout = shortened('checkout');
  whole = shortened('whole');
  const bin = join(checkout.folder, '.measure/bin');
  mkdirSync(bin, { recursive: true });
  const npm = `#!/bin/bash
case "$1 $2" in
  "ci "*) ln -s ${root}/node_modules node_modules; ln -s ${root}/.engine .engine ;;
  "run engine") ;;
  "run measure") shift 3; exec ${process.execPath} scripts/measure.ts ${experiments.join(' ')} "$@" ;;
esac
`;
  writeFileSync(join(bin, 'npm'), npm);
  chmodSync(join(bin, 'npm'), 0o755);
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
    ['-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '--quiet', '-m', 'short'],
  ]) {
    run(checkout, 'git', args);
  }
});

const recordsIn = (copy: CheckoutCopy) =>
  experiments
    .map((name) => `src/results/${name}/2c-shards.json`)
    .filter((path) => existsSync(join(copy.folder, path)))
    .map((path) => parseRecord(copy.read(path), path))
    .map(({ experiment, machine, cases, proofs, blocks }) => ({
      experiment,
      machine: machine.id,
      cases: cases.map(({ id, state, points }) => [id, state, points.map(({ at }) => at)]),
      proofs: proofs.map(({ case: id, against, at, holds }) => [id, against, at, holds]).sort(),
      blocks: blocks.length,
    }));

describe('three shards, each measured in a clone of its own by the Slurm file', () => {
  it('merge to the same set of records as one run of them all', () => {
    const path = `${join(checkout.folder, '.measure/bin')}:${process.env.PATH}`;
    for (const task of ['1', '2', '3']) {
      run(checkout, 'bash', ['scripts/measure.slurm'], {
        PATH: path,
        SLURM_SUBMIT_DIR: checkout.folder,
        SLURM_ARRAY_JOB_ID: '7',
        SLURM_ARRAY_TASK_ID: task,
        SLURM_ARRAY_TASK_COUNT: '3',
      });
    }
    expect(recordsIn(checkout)).toEqual([]);
    const received = join(checkout.folder, '.measure/slurm/7');
    const shown = run(checkout, process.execPath, ['scripts/merge.ts', received, '--dry-run']);
    expect(shown).toContain('would be taken');
    expect(recordsIn(checkout)).toEqual([]);
    run(checkout, process.execPath, ['scripts/merge.ts', received]);

    run(whole, process.execPath, ['scripts/measure.ts', ...experiments, '--machine', '2c-shards']);
    expect(recordsIn(checkout).map(({ experiment }) => experiment)).toEqual(experiments);
    expect(recordsIn(checkout)).toEqual(recordsIn(whole));
  });

  it('are each measured once, by one shard', () => {
    const measured = ['1', '2', '3'].map((task) =>
      experiments.filter((name) =>
        existsSync(
          join(checkout.folder, `.measure/slurm/7/${task}/results/${name}/2c-shards.json`),
        ),
      ),
    );
    expect(measured.flat().sort()).toEqual(experiments);
  });
});
