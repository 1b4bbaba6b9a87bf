import type { Protocol } from '#lab/bench/protocol.ts';
import type { Experiment } from '#lab/experiments/experiment.ts';
import type { MeasuredRecord } from '#results/record.ts';

/** What a process costs beside its trials: start, engine, noise meter, exit; in ms. */
export const processOverheadMs = 1500;

/** Wall time of a record's processes, in ms; voided blocks cost as others do. */
export function recordedMs(record: Pick<MeasuredRecord, 'blocks' | 'cases'>): number {
  const runs = record.blocks.flatMap((block) => block.runs);
  const measuringMs = runs.reduce((sum, { cpu }) => sum + cpu.wallMs + processOverheadMs, 0);
  // Proofs take about as long as a block.
  return measuringMs * (1 + 1 / Math.max(1, record.blocks.length));
}

/** How long an experiment without a record will take, in ms, by the protocol's caps. */
export function expectedMs(
  experiment: Pick<Experiment, 'cases' | 'untimed'>,
  protocol: Protocol,
): number {
  const trialMs = protocol.warmupMs + protocol.sampleCapMs;
  const blockMs = experiment.cases.reduce((sum, { threads, grid, quickGrid }) => {
    const points = protocol.mode === 'quick' ? quickGrid : grid;
    return sum + threads.length * (processOverheadMs + points.length * trialMs);
  }, 0);
  const blocks = experiment.untimed ? 0 : protocol.minBlocks;
  return blockMs * (1 + blocks);
}
