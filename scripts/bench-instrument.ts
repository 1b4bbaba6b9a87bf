import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkAnswerTime } from '#lab/run/instrument-bench/answer-time.ts';
import { Hogs } from '#lab/run/instrument-bench/hogs.ts';
import { disturbed, knownCosts, sameTwice } from '#lab/run/instrument-bench/known-costs.ts';
import { measureKnownCost } from '#lab/run/instrument-bench/measure-known-cost.ts';
import { otherHarnesses, processTimes } from '#lab/run/instrument-bench/other-harnesses.ts';
import {
  type Check,
  checkDisturbed,
  checkKnownCosts,
  checkSameTwice,
} from '#lab/run/instrument-bench/verdicts.ts';
import { blockMediansMs } from '#results/block-values.ts';
import { blockInterval } from '#statistics/block-interval.ts';

// npm run bench:instrument: the instrument measures work of known cost, on this machine, with
// nothing else running; other harnesses time the same loop. About 15 minutes.

const hogs = new Hogs();
const folder = mkdtempSync(join(tmpdir(), 'instrument-'));
const root = fileURLToPath(new URL('..', import.meta.url));
const peers = fileURLToPath(new URL('../.peers/javascript', import.meta.url));
const results: Check[] = [];
const tell = (line: string) => console.log(`  ${line}`);
const show = (checks: Check[]) => {
  for (const { what, found, holds } of checks) {
    console.log(`${holds ? 'ok     ' : 'failed '} ${what}\n         ${found}`);
  }
  results.push(...checks);
};

try {
  const steps = 4_000_000;
  const known = await measureKnownCost(folder, knownCosts, tell);
  show(checkKnownCosts(known));
  const oursMs = blockInterval(blockMediansMs(known, { case: 'plain@one', at: 1 })).estimate;
  const others = await otherHarnesses(peers, steps);
  show([
    ...others.map(({ name, medianMs }) => besides(name, medianMs, oursMs)),
    ...processTimes(peers, steps).map(({ name, differenceMs }) =>
      besides(name, differenceMs, oursMs),
    ),
  ]);
  show([checkSameTwice(await measureKnownCost(folder, sameTwice, tell))]);
  const quiet = await measureKnownCost(folder, disturbed, tell);
  const hogged = [3, 6];
  const spoiled = new Set(hogged);
  const record = await measureKnownCost(
    folder,
    disturbed,
    (line) => {
      tell(line);
      hogs.stop();
    },
    ({ stage, block }) => {
      if (stage === 'block' && spoiled.delete(block - 1)) hogs.start();
    },
  );
  show(checkDisturbed(quiet, record, hogged));
  show([checkAnswerTime(root)]);
  const failed = results.filter(({ holds }) => !holds).length;
  console.log(`${results.length - failed} of ${results.length} as they must be.`);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  hogs.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Another harness beside ours: within 5 %. */
function besides(name: string, theirsMs: number, oursMs: number): Check {
  const ratio = theirsMs / oursMs;
  return {
    what: `${name}: the same loop within 5 %`,
    found: `${theirsMs.toFixed(3)} ms, ours ${oursMs.toFixed(3)} ms: ratio ${ratio.toFixed(3)}`,
    holds: Math.abs(ratio - 1) <= 0.05,
  };
}
