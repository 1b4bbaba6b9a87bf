import * as tf from '@tensorflow/tfjs-core';
import { toTensors } from '#lab/models/weights.ts';
import { runStage } from './run-stage.ts';
import { serveCrew } from './serve-crew.ts';
import type { StageReply, StageRequest, StageSetup } from './stage-messages.ts';

// A thread that holds one stage of a pipeline; started by Pipeline.open.
serveCrew<StageSetup, StageRequest, StageReply>(({ layers, numHeads }, post) => {
  const { tensors } = toTensors(layers);
  const heads = { numHeads, kernels: post.engine.fused };
  return (request) => {
    const alive = tf.memory().numTensors;
    const reply = runStage(tensors, heads, request, post);
    return { ...reply, tensorsLeaked: tf.memory().numTensors - alive };
  };
});
