import { once } from 'node:events';
import { createRequire } from 'node:module';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

// Two threads name thousands of new attributes at the same moment. Each has its engine open before
// either begins, so only the naming is concurrent. The library ignores names that begin with "_".

interface Binding {
  TF_ATTR_TYPE: number;
  TF_ATTR_BOOL: number;
  TF_FLOAT: number;
}
interface Engine {
  ones(shape: number[]): unknown;
  backend(): {
    binding: Binding;
    executeSingleOutput(name: string, attributes: object[], inputs: unknown[]): { dispose(): void };
  };
}

const [calls, namesPerCall] = [400, 2000];

if (isMainThread) {
  const go = new Int32Array(new SharedArrayBuffer(4));
  for (const thread of [0, 1]) {
    const worker = new Worker(new URL(import.meta.url), { workerData: { go, thread } });
    await once(worker, 'message');
  }
  Atomics.store(go, 0, 1);
  Atomics.notify(go, 0);
} else {
  const { go, thread } = workerData as { go: Int32Array; thread: number };
  const tf = createRequire(import.meta.url)('@tensorflow/tfjs-node') as Engine;
  const backend = tf.backend();
  const { TF_ATTR_TYPE, TF_ATTR_BOOL, TF_FLOAT } = backend.binding;
  const x = tf.ones([2]);
  parentPort?.postMessage('open');
  Atomics.wait(go, 0, 0);
  for (let call = 0; call < calls; call++) {
    const names = Array.from({ length: namesPerCall }, (_, index) => ({
      name: `_${thread}_${((call * namesPerCall + index) * 7919) % 900_001}`,
      type: TF_ATTR_BOOL,
      value: true,
    }));
    const type = { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT };
    backend.executeSingleOutput('Identity', [type, ...names], [x]).dispose();
  }
}
