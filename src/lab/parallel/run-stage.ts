import type { Layers } from './encoder-stage.ts';
import type { Post } from './serve-crew.ts';
import type { StageReply, StageRequest } from './stage-messages.ts';
import { type StageHeads, StageStep } from './stage-step.ts';
import type { Interval } from './trace.ts';

/**
 * Works off one stage's operations in their order, from the barrier on, and notes when each was
 * computed; it sleeps while an input has not been delivered. Reading the weights' gradients out
 * comes after the last interval.
 */
export function runStage(
  layers: Layers,
  heads: StageHeads,
  request: StageRequest,
  post: Pick<Post, 'worker' | 'meet' | 'say'>,
): Omit<StageReply, 'tensorsLeaked'> {
  const step = new StageStep(layers, heads, request);
  const nowMs = () => Number(process.hrtime.bigint() - request.originNs) / 1e6;
  post.meet();
  const startMs = nowMs();
  const busy: Interval[] = [];
  let [backwardTurn, kept, mostKept] = [0, 0, 0];
  for (const { kind, microBatch } of request.operations) {
    const turn = kind === 'forward' ? microBatch : backwardTurn++;
    const pass = `the ${kind} pass of micro-batch ${microBatch}`;
    const arrival = step.arrival(kind);
    if (arrival !== undefined && !arrival.isDelivered(turn)) {
      post.say('waiting', `waiting for a neighbour before ${pass}`);
      arrival.waitFor(turn);
    }
    post.say('computing', `computing ${pass}`);
    const interval = { stage: post.worker, kind, microBatch, startMs: nowMs() };
    if (kind === 'forward') step.forward(microBatch);
    else step.backward(microBatch, turn);
    busy.push({ ...interval, endMs: nowMs() });
    kept += kind === 'forward' ? 1 : -1;
    mostKept = Math.max(mostKept, kept);
  }
  post.say('computing', 'reading out the gradients');
  step.finish();
  return { startMs, busy, keptMicroBatches: mostKept };
}
