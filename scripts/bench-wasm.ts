import { wasm } from '../src/lab/backends/wasm.ts';
import { benchProducts } from '../src/lab/run/wasm-bench.ts';
import { blockInterval } from '../src/statistics/block-interval.ts';

/** `npm run bench:wasm`: the library's matrix product beside ours on WASM, in one alternating run. */

const backend = await wasm.open();
console.log(
  `${backend.library}, one thread, n = 256, dModel = 256; ratio with its 95 % interval\n`,
);
console.log(row('', 'library', 'ours', 'library / ours'));
for (const { name, libraryMs, oursMs } of benchProducts(backend, 1)) {
  const ratio = blockInterval(libraryMs.map((each, block) => each / (oursMs[block] as number)));
  const [library, ours] = [blockInterval(libraryMs).estimate, blockInterval(oursMs).estimate];
  const interval = `${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)}`;
  const quotient = `${ratio.estimate.toFixed(2)} (${interval})`;
  console.log(row(name, `${library.toFixed(2)} ms`, `${ours.toFixed(2)} ms`, quotient));
}
backend.close();

function row(name: string, library: string, ours: string, ratio: string): string {
  return `${name.padEnd(30)}${library.padStart(10)}${ours.padStart(10)}   ${ratio}`;
}
