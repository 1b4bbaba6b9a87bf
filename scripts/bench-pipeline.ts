import { native } from '#lab/backends/native.ts';
import { idealBubbleShare } from '#lab/parallel/schedule.ts';
import { benchPipeline, pipelineBenchShape } from '#lab/run/pipeline-bench.ts';
import { blockInterval } from '#statistics/block-interval.ts';

// npm run bench:pipeline: a pipeline of two workers beside one worker and beside one thread.

/** Ten blocks take about two minutes on two cores. */
const blocks = 10;

// Read once per process, when the first thread opens the engine.
Object.assign(process.env, native.environment(1));
process.removeAllListeners('warning');

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
const ratio = (over: readonly number[], under: readonly number[]) => {
  const { estimate, low, high } = blockInterval(over.map((ms, i) => ms / (under[i] as number)));
  return `${estimate.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
};
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

try {
  const { rows, wholeMs } = await benchPipeline(native, blocks, (block) =>
    process.stderr.write(`Block ${block + 1} of ${blocks}\n`),
  );
  const { numLayers, dModel, sequenceLength, batchSize } = pipelineBenchShape;
  console.log(
    `Training step of ${numLayers} encoder layers, d = ${dModel}, n = ${sequenceLength}, B = ${batchSize}, ` +
      `native engine, one thread a worker; ${blocks} blocks, medians in ms, ratios with 95 % intervals.`,
  );
  console.log(
    `The undivided step in one thread, nothing computed twice: ${median(wholeMs).toFixed(0)} ms.`,
  );
  console.log('In the table one and two workers compute each forward pass twice, as GPipe does.\n');
  const table = rows.map((row) => ({
    schedule: row.schedule,
    M: row.microBatches,
    'max|Δ| gradient': row.maxAbsDelta.toExponential(1),
    allowed: row.tolerance.toExponential(1),
    'one worker': median(row.oneWorkerMs).toFixed(0),
    'two workers': median(row.twoWorkersMs).toFixed(0),
    'speed-up': ratio(row.oneWorkerMs, row.twoWorkersMs),
    'over undivided': ratio(wholeMs, row.twoWorkersMs),
    bubble: percent(median(row.bubbleShare)),
    '(K−1)/(M+K−1)': percent(idealBubbleShare({ stages: 2, microBatches: row.microBatches })),
    'CPU / busy': median(row.coreShare).toFixed(2),
    kept: row.keptMicroBatches.join(', '),
  }));
  printTable(table);
  if (rows.some(({ coreShare }) => median(coreShare) < 0.9)) {
    console.log(
      '\nOther processes held the cores: the times above say little. Run it again when they rest.',
    );
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

function printTable(table: readonly Record<string, string | number>[]): void {
  const columns = Object.keys(table[0] ?? {});
  const lines = [columns, ...table.map((row) => columns.map((column) => String(row[column])))];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  for (const line of lines) {
    console.log(line.map((cell, i) => cell.padStart(widths[i] ?? 0)).join('  '));
  }
}
