import type { Experiment } from '#lab/experiments/experiment.ts';
import { resolveCases } from '#lab/run/resolve-cases.ts';
import { estimateAll } from '#results/block-values.ts';
import type { MeasuredRecord, Run } from '#results/record.ts';
import { sampleRecord } from './sample-record.ts';

/**
 * A record of an experiment on two cores whose times are made up: `timeMs` of a case (its id) at a
 * point. There are two blocks, the second 1 % slower, so that there are intervals.
 */
export function madeRecord(
  experiment: Experiment,
  timeMs: (caseId: string, at: number) => number,
): MeasuredRecord {
  const sample = sampleRecord(experiment.name, '2c-sample');
  const cases = resolveCases(experiment, 2);
  const trial = sample.blocks[0]?.runs[0]?.trials[0] as Run['trials'][number];
  const blocks = sample.blocks.map((block, index) => ({
    ...block,
    order: cases.map(({ id }) => id),
    runs: cases.map(({ id, definition }) => ({
      ...(block.runs[0] as Run),
      case: id,
      trials: definition.grid.map((at) => ({
        ...trial,
        at,
        samplesMs: [timeMs(id, at) * 1.01 ** index],
      })),
    })),
  }));
  const record: MeasuredRecord = {
    ...sample,
    axis: experiment.axis,
    shape: { ...experiment.shape },
    cases: cases.map(({ id, definition, threads }) => ({
      id,
      threads,
      computes: definition.computes,
      state: 'measured',
      points: definition.grid.map((at) => ({
        at,
        flops: definition.flops(at),
        sequentialSteps: definition.sequentialSteps(at),
      })),
    })),
    blocks,
    ...(experiment.predictions && { predictions: { ...experiment.predictions } }),
  };
  return { ...record, estimates: estimateAll(record) };
}

/** The same record, each sample of each case made up of these parts, in ms. */
export function withParts(
  record: MeasuredRecord,
  partsMs: Record<string, number[]>,
): MeasuredRecord {
  const blocks = record.blocks.map((block) => ({
    ...block,
    runs: block.runs.map((run) => ({
      ...run,
      trials: run.trials.map((trial) => ({ ...trial, partsMs })),
    })),
  }));
  return { ...record, blocks };
}
