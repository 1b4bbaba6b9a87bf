/** In which order a stage works off its micro-batches. */
export type Schedule = 'gpipe' | '1f1b';

/** K stages and M micro-batches. */
export interface PipelineSize {
  stages: number;
  microBatches: number;
}

/** One piece of work of a stage; micro-batches count from 0. */
export interface Operation {
  kind: 'forward' | 'backward';
  microBatch: number;
}

/** Forward passes of all micro-batches, in order: what each stage does where nothing is trained. */
export function forwardOperations(microBatches: number): Operation[] {
  return upTo(microBatches).map((microBatch) => ({ kind: 'forward', microBatch }));
}

/**
 * One training step of stage k (from 0).
 * GPipe: all forward passes, then all backward passes in reverse (Huang et al. 2019, fig. 2c).
 * 1F1B: a warm-up of forward passes, then one forward and one backward pass in turn, then the
 * remaining backward passes (PipeDream-Flush; Narayanan et al. 2021, sec. 2.2.1, fig. 4).
 */
export function trainingOperations(
  schedule: Schedule,
  size: PipelineSize,
  stage: number,
): Operation[] {
  checkSize(size, stage);
  const forward = forwardOperations(size.microBatches);
  const backward = forward.map(({ microBatch }): Operation => ({ kind: 'backward', microBatch }));
  if (schedule === 'gpipe') return [...forward, ...backward.reverse()];
  const warmUp = warmUpForwards(size, stage);
  const steady = forward.slice(warmUp).flatMap((each, turn) => [each, backward[turn] as Operation]);
  const coolDown = backward.slice(size.microBatches - warmUp);
  return [...forward.slice(0, warmUp), ...steady, ...coolDown];
}

/** Forward passes that stage k of 1F1B makes before its first pair: one a later stage, at most M. */
export function warmUpForwards({ stages, microBatches }: PipelineSize, stage: number): number {
  return Math.min(stages - 1 - stage, microBatches);
}

/**
 * Micro-batches whose input stage k (from 0) keeps at once: M with GPipe, at most K − k with 1F1B
 * (Narayanan et al. 2021, sec. 2.2.1).
 */
export function keptMicroBatches(schedule: Schedule, size: PipelineSize, stage: number): number {
  checkSize(size, stage);
  const { stages, microBatches } = size;
  return schedule === 'gpipe' ? microBatches : Math.min(microBatches, stages - stage);
}

/**
 * Share of the stages' time that is idle where all stages take the same time: (K−1)/(M+K−1), the
 * same for both schedules (Huang et al. 2019, sec. 2.3; Narayanan et al. 2021 give (K−1)/M of the
 * ideal time, which is the same idle time over a shorter whole).
 */
export function idealBubbleShare({ stages, microBatches }: PipelineSize): number {
  return (stages - 1) / (microBatches + stages - 1);
}

function checkSize({ stages, microBatches }: PipelineSize, stage: number): void {
  if (!(Number.isInteger(microBatches) && microBatches >= 1)) {
    throw new RangeError(
      `microBatches must be a whole number of at least 1; received ${microBatches}.`,
    );
  }
  if (!(Number.isInteger(stage) && stage >= 0 && stage < stages)) {
    throw new RangeError(`stage must be 0 to ${stages - 1}; received ${stage}.`);
  }
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);
