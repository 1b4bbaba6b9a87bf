import { fileURLToPath } from 'node:url';
import { plain } from '#lab/backends/plain.ts';
import { describeMachine } from '#lab/bench/machine.ts';
import { type Protocol, protocolVersion, publish } from '#lab/bench/protocol.ts';
import type { Experiment } from '#lab/experiments/experiment.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { measureExperiment } from '../measure-experiment.ts';
import type { Progress } from '../process-runner.ts';
import { processRunner } from '../run-child.ts';
import { describeSession } from '../session.ts';

const child = fileURLToPath(new URL('./known-cost-child.ts', import.meta.url));

/** Ten blocks, with gates; shorter sampling than for publication, since the work is even. */
export const benchProtocol: Protocol = {
  ...publish,
  minBlocks: 10,
  maxBlocks: 10,
  warmupMs: 100,
  warmupCapMs: 200,
  sampleCapMs: 200,
  steadyCapMs: 100,
};

/** Measures work of known cost as any experiment is measured, in a folder that may be thrown away. */
export async function measureKnownCost(
  folder: string,
  experiment: Experiment,
  tell: (line: string) => void,
  report: (progress: Progress) => void = () => {},
): Promise<MeasuredRecord> {
  const machine = describeMachine();
  const { record, forget } = await measureExperiment({
    root: folder,
    experiment,
    backend: plain,
    reason: 'the instrument itself is measured',
    machine,
    threads: machine.cores,
    code: { hash: '0'.repeat(64), protocolVersion, packages: {}, files: {} },
    purpose: 'quick',
    protocol: benchProtocol,
    now: () => new Date(),
    freshSeed: () => 20_170_612,
    describeSession: () => describeSession(folder, new Date()),
    runChild: processRunner(child),
    tell,
    report,
  });
  forget();
  return record;
}
