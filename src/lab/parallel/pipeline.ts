import type { Backend } from '#lab/backends/backend.ts';
import type { EncoderLayerWeights } from '#lab/models/transformer/encoder-layer.ts';
import type { DenseArray } from '#lab/models/weights.ts';
import { Boundary } from './boundary.ts';
import { Crew } from './crew.ts';
import { splitLayers } from './encoder-stage.ts';
import {
  forwardOperations,
  keptMicroBatches,
  type Operation,
  type PipelineSize,
  type Schedule,
  trainingOperations,
} from './schedule.ts';
import { arraysOf, shareArrays, shareZeros } from './shared-arrays.ts';
import type { Passage, StageReply, StageRequest, StageSetup } from './stage-messages.ts';
import { joinTrace, type Trace } from './trace.ts';
import type { TrainingResult } from './whole-stack.ts';

export interface PipelineOptions {
  backend: Backend;
  /** K, one worker thread each; at most the number of layers. */
  stages: number;
  batchSize: number;
  sequenceLength: number;
  numHeads: number;
  /** Longest time without progress before a worker is taken for hung, in ms. */
  patienceMs: number;
  signal?: AbortSignal | undefined;
}

/** What every step of a pipeline tells besides its result. */
export interface StepRecord {
  trace: Trace;
  /** Of each stage: most micro-batches whose input it kept at once. */
  keptMicroBatches: number[];
}

const stageWorker = new URL('./stage-worker.ts', import.meta.url);

/** A stack of encoder layers cut into K stages, each in a thread of its own. */
export class Pipeline {
  readonly #crew: Crew<StageRequest, StageReply>;
  readonly #options: PipelineOptions;
  readonly #x: Float32Array;
  readonly #target: Float32Array;
  readonly #output: Float32Array;
  readonly #loss: Float32Array;
  readonly #gradients: EncoderLayerWeights<DenseArray>[][];
  readonly #shape: readonly [rows: number, dModel: number];
  /** Passages between the stages, by what their sizes depend on. */
  readonly #passages = new Map<string, Passage[]>();

  /** Starts the threads. The weights are copied once, into shared memory. Rejects with a WorkerError. */
  static async open(
    layers: readonly EncoderLayerWeights<DenseArray>[],
    options: PipelineOptions,
  ): Promise<Pipeline> {
    const stages = splitLayers(layers, options.stages);
    const setups = stages.map((own) => ({ layers: shareArrays(own), numHeads: options.numHeads }));
    const { backend, patienceMs, signal } = options;
    const crew = await Crew.start<StageSetup, StageRequest, StageReply>({
      workerFile: stageWorker,
      backend,
      setups,
      patienceMs,
      signal,
    });
    return new Pipeline(crew, stages, options);
  }

  private constructor(
    crew: Crew<StageRequest, StageReply>,
    stages: EncoderLayerWeights<DenseArray>[][],
    options: PipelineOptions,
  ) {
    const dModel = stages[0]?.[0]?.feedForwardNorm.gain.shape[0] as number;
    const shape: [number, number] = [options.batchSize * options.sequenceLength, dModel];
    const whole = () =>
      shareZeros({ x: { shape, values: new Float32Array(shape[0] * dModel) } }).x.values;
    this.#crew = crew;
    this.#options = options;
    this.#shape = shape;
    [this.#x, this.#target, this.#output] = [whole(), whole(), whole()];
    this.#loss = new Float32Array(new SharedArrayBuffer(Float32Array.BYTES_PER_ELEMENT));
    this.#gradients = stages.map((own) => shareZeros(own));
  }

  /** Forward passes of M micro-batches: x [B·n, dModel]; output [B·n, dModel]. */
  async forward(
    x: DenseArray,
    microBatches: number,
  ): Promise<StepRecord & { output: Float32Array }> {
    this.#fill('x', this.#x, x);
    const operations = () => forwardOperations(microBatches);
    // Nothing is sent back, so nothing says that a slot is free: one for each micro-batch.
    const record = await this.#step('gpipe', microBatches, operations, undefined);
    return { ...record, output: this.#output.slice() };
  }

  /**
   * Forward and backward passes of M micro-batches: x and target [B·n, dModel]; the mean of squares
   * over the whole batch and its gradient by each weight.
   */
  async train(
    x: DenseArray,
    target: DenseArray,
    schedule: Schedule,
    microBatches: number,
  ): Promise<StepRecord & TrainingResult> {
    this.#fill('x', this.#x, x);
    this.#fill('target', this.#target, target);
    const operations = (size: PipelineSize, stage: number) =>
      trainingOperations(schedule, size, stage);
    const record = await this.#step(schedule, microBatches, operations, this.#target);
    const gradients = shareArrays(this.#gradients).flat();
    return { ...record, loss: this.#loss[0] as number, gradients };
  }

  /** Ends the threads; resolves when none is left. */
  close(): Promise<void> {
    return this.#crew.close();
  }

  async #step(
    schedule: Schedule,
    microBatches: number,
    operationsOf: (size: PipelineSize, stage: number) => Operation[],
    target: Float32Array | undefined,
  ): Promise<StepRecord> {
    const { stages, batchSize } = this.#options;
    if (!(microBatches >= 1 && Number.isInteger(batchSize / microBatches))) {
      throw new RangeError(
        `microBatches must divide batchSize; received ${microBatches} and batchSize ${batchSize}.`,
      );
    }
    const size = { stages, microBatches };
    const passages = this.#passagesFor(schedule, size);
    this.#loss.fill(0);
    const originNs = process.hrtime.bigint();
    const [rows, dModel] = this.#shape;
    const requests = this.#gradients.map(
      (own, stage): StageRequest => ({
        operations: operationsOf(size, stage),
        microBatchSize: batchSize / microBatches,
        shape: [rows / microBatches, dModel],
        x: this.#x,
        target,
        output: this.#output,
        loss: stage === stages - 1 ? this.#loss : undefined,
        before: passages[stage - 1],
        behind: passages[stage],
        gradients: arraysOf(own),
        originNs,
      }),
    );
    const replies = await this.#crew.run(requests);
    const leaked = replies.findIndex(({ tensorsLeaked }) => tensorsLeaked !== 0);
    if (leaked !== -1) {
      throw new Error(`Stage ${leaked} leaks ${replies[leaked]?.tensorsLeaked} tensors a step.`);
    }
    // Whoever left the barrier first could have begun: that is the common start.
    const startMs = Math.min(...replies.map((reply) => reply.startMs));
    const trace = joinTrace(
      replies.map(({ busy }) => busy),
      startMs,
    );
    return { trace, keptMicroBatches: replies.map((reply) => reply.keptMicroBatches) };
  }

  /** The K−1 passages, emptied: made once for each schedule and number of micro-batches. */
  #passagesFor(schedule: Schedule, size: PipelineSize): Passage[] {
    const key = `${schedule} ${size.microBatches}`;
    const slotLength = (this.#shape[0] * this.#shape[1]) / size.microBatches;
    const passages =
      this.#passages.get(key) ??
      Array.from({ length: size.stages - 1 }, (_, stage) => {
        const slots = keptMicroBatches(schedule, size, stage);
        const memory = () => Boundary.memory(slots, slotLength);
        return { activations: memory(), gradients: memory() };
      });
    this.#passages.set(key, passages);
    for (const memory of passages.flatMap(Object.values)) new Boundary(memory).reset();
    return passages;
  }

  #fill(name: string, memory: Float32Array, { shape, values }: DenseArray): void {
    if (shape.join() !== this.#shape.join() || values.length !== memory.length) {
      throw new RangeError(
        `${name} must have shape [${this.#shape.join(', ')}]; received [${shape.join(', ')}].`,
      );
    }
    memory.set(values);
  }
}
