import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { median, quantile } from 'simple-statistics';
import { native } from '#lab/backends/native.ts';
import { seededNormal } from '#lab/models/weights.ts';
import { openRowProduct } from '#lab/parallel/row-product.ts';

// npm run bench:cores: the product of `scaling-laws` by two workers, which run where the system puts them, and which
// are tied to a core each (taskset, so on Linux), while the main thread works between two products. How often the
// second core comes too late is the difference.

const rounds = 8;
const [warmup, samples] = [50, 100];
const betweenMs = 20;
const patienceMs = 30_000;

Object.assign(process.env, native.environment(1));

/** The threads of this process, by their number. */
const threads = () => readdirSync('/proc/self/task');

/** Ticks of the processor that a thread has used: fields 14 and 15 of its stat (proc_pid_stat(5)). */
function ticksOf(thread: string): number {
  const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/** Times of the product in ms; the two threads that have computed most are the workers. */
async function timesMs(tied: boolean, seed: number): Promise<number[]> {
  const draw = seededNormal(seed);
  const before = new Set(threads());
  const options = { backend: native, workers: 2, patienceMs };
  const product = await openRowProduct(draw([768, 384], 1), draw([384, 384], 1), options);
  try {
    const callMs = async () => {
      const { totalMs } = await product.run();
      const untilMs = performance.now() + betweenMs;
      while (performance.now() < untilMs);
      return totalMs;
    };
    for (let call = 0; call < warmup; call++) await callMs();
    if (tied) {
      const own = threads().filter((thread) => !before.has(thread));
      const workers = own.sort((a, b) => ticksOf(b) - ticksOf(a)).slice(0, 2);
      for (const [core, thread] of workers.entries()) {
        execFileSync('taskset', ['--cpu-list', '--pid', String(core), thread]);
      }
    }
    const times: number[] = [];
    for (let call = 0; call < samples; call++) times.push(await callMs());
    return times;
  } finally {
    await product.dispose();
  }
}

if (process.platform !== 'linux') {
  throw new Error(
    `Threads are tied to cores with Linux’s taskset; this machine runs ${process.platform}.`,
  );
}
const free: number[] = [];
const tied: number[] = [];
for (let round = 0; round < rounds; round++) {
  free.push(...(await timesMs(false, round)));
  tied.push(...(await timesMs(true, round)));
}
const fastest = Math.min(...free, ...tied);
for (const [name, times] of Object.entries({ free, tied })) {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((at) => quantile(times, at).toFixed(2));
  const late = times.filter((ms) => ms > 2 * fastest).length / times.length;
  console.log(
    `${name}  quartiles ${low}, ${middle}, ${high} ms of ${times.length} products; ` +
      `${(100 * late).toFixed(0)} % took over twice the fastest`,
  );
}
console.log(`free over tied, medians: ${(median(free) / median(tied)).toFixed(2)}`);
