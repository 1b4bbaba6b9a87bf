import { workerData } from 'node:worker_threads';
import { answer } from '#incremental/threads.ts';

// A thread that takes square roots, for the tests of threads.
const { add } = workerData as { add: number };

answer(({ number }: { number: number }) => {
  if (number < 0) throw Object.assign(new Error(`${number} has no root`), { line: 3 });
  return add + Math.sqrt(number);
});
