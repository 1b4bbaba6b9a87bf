import * as tf from '@tensorflow/tfjs-core';
import {
  attendPartially,
  finishAttention,
  mergePartials,
  type PartialAttention,
} from '#lab/models/transformer/blockwise-attention.ts';
import { toTensors } from '#lab/models/weights.ts';
import { SpanNotes } from './own-spans.ts';
import type { RingReply, RingRequest, RingSetup } from './ring.ts';
import { serveCrew } from './serve-crew.ts';

// A thread that attends from its positions to all, while keys and values go round; started by openRing.
serveCrew<RingSetup, RingRequest, RingReply>(({ query, blocks, inboxes, output }, post) => {
  const { worker, workers, engine } = post;
  const { tensors } = toTensors({ query });
  const neighbour = inboxes[(worker + 1) % workers] as RingSetup['inboxes'][number];
  return ({ originNs }) => {
    post.meet();
    const notes = new SpanNotes(originNs);
    let here = blocks[worker] as RingSetup['blocks'][number];
    let merged: PartialAttention | undefined;
    // #region rounds
    for (let round = 0; round < workers; round++) {
      const before = merged;
      const present = here;
      merged = notes.during('product', () => {
        post.say('computing', `attending in round ${round}`);
        return tf.tidy(() => {
          const placed = toTensors(present).tensors;
          const own = attendPartially(
            tensors.query,
            placed.key,
            placed.value,
            undefined,
            engine.fused,
          );
          return before === undefined ? own : mergePartials(before, own);
        });
      });
      if (before !== undefined) tf.dispose([before.largest, before.total, before.summed]);
      if (round === workers - 1) break;
      here = notes.during('exchange', () => {
        const inbox = neighbour[round % 2] as typeof present;
        inbox.key.values.set(present.key.values);
        inbox.value.values.set(present.value.values);
        post.meet();
        return (inboxes[worker] as RingSetup['inboxes'][number])[round % 2] as typeof present;
      });
    }
    // #endregion
    notes.during('product', () => {
      const last = merged as PartialAttention;
      const attended = tf.tidy(() => finishAttention(last));
      output.values.set(attended.dataSync<'float32'>());
      tf.dispose([attended, last.largest, last.total, last.summed]);
    });
    return { spans: notes.spans };
  };
});
