import { spawnSync } from 'node:child_process';
import { median } from 'simple-statistics';
import type { Check } from './verdicts.ts';

/** How long `npm run measure` needs to say that nothing is stale: whole processes, five times. */
export function checkAnswerTime(root: string): Check {
  const what = 'nothing stale: an answer in under a second';
  const timesMs: number[] = [];
  for (let index = 0; index < 5; index++) {
    const start = process.hrtime.bigint();
    const { stdout } = spawnSync(process.execPath, ['scripts/measure.ts', '--dry-run'], {
      cwd: root,
      encoding: 'utf8',
    });
    timesMs.push(Number(process.hrtime.bigint() - start) / 1e6);
    if (stdout.includes('to measure')) {
      return { what, found: `something is stale:\n${stdout.trim()}`, holds: false };
    }
  }
  const answerMs = median(timesMs);
  return { what, found: `${Math.round(answerMs)} ms`, holds: answerMs < 1000 };
}
