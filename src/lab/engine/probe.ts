import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

// Loads the native engine of the checkout named in the first argument, in a process of its own
// since the thread count is read once, when the library loads. Prints one line of JSON.

interface Tensor {
  dataSync: () => Float32Array;
  dispose: () => void;
}

interface Engine {
  tensor2d: (values: number[][]) => Tensor;
  ones: (shape: [number, number]) => Tensor;
  matMul: (a: Tensor, b: Tensor) => Tensor;
  getBackend: () => string;
  backend: () => { binding: { TF_Version: string } };
}

const [root = '', what = ''] = process.argv.slice(2);
const tf = createRequire(join(root, 'package.json'))('@tensorflow/tfjs-node') as Engine;

/** CPU ticks that each thread of this process has used, where Linux tells. */
function ticksByThread(): Map<string, number> {
  if (process.platform !== 'linux') return new Map();
  return new Map(
    readdirSync('/proc/self/task').map((thread) => {
      const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return [thread, Number(fields[11]) + Number(fields[12])];
    }),
  );
}

/** Multiplies large matrices for 0.4 s: CPU seconds a second, and threads with a fifth of the work. */
function measureThreads(): { cpuPerWall: number; busyThreads: number } {
  const ones = tf.ones([2048, 2048]);
  const multiply = () => {
    const product = tf.matMul(ones, ones);
    product.dataSync();
    product.dispose();
  };
  multiply();
  const ticksBefore = ticksByThread();
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  while (performance.now() - start < 400) multiply();
  const wallMs = performance.now() - start;
  const cpu = process.cpuUsage(cpuBefore);
  const ticks = [...ticksByThread()].map(([id, now]) => now - (ticksBefore.get(id) ?? 0));
  const total = ticks.reduce((sum, one) => sum + one, 0);
  return {
    cpuPerWall: (cpu.user + cpu.system) / 1000 / wallMs,
    busyThreads: ticks.filter((one) => one > total / 5).length,
  };
}

const product = tf.matMul(
  tf.tensor2d([
    [1, 2],
    [3, 4],
  ]),
  tf.tensor2d([
    [5, 6],
    [7, 8],
  ]),
);
const answer = {
  tensorflow: tf.backend().binding.TF_Version,
  backend: tf.getBackend(),
  product: [...product.dataSync()],
  ...(what === 'threads' ? measureThreads() : {}),
};
process.stdout.write(`${JSON.stringify(answer)}\n`);
