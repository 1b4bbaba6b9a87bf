import { machineIdentity } from '#lab/bench/machine.ts';
import type { Judged } from './judge-candidate.ts';

/** What a merge would do, a line or more for each file, and how it ends. */
export function mergeText(all: readonly Judged[], folder: string, dryRun: boolean): string {
  if (all.length === 0) {
    return `There is no record in ${folder}; expected <experiment>/<machine>.json.\n`;
  }
  const count = (kind: Judged['kind']) => all.filter((each) => each.kind === kind).length;
  const [take, refuse] = [count('take'), count('refuse')];
  const end =
    refuse > 0
      ? `Nothing is taken: ${refuse} of ${all.length} refused. Remove or repair what is refused, then merge again.`
      : `${take} of ${all.length} ${dryRun ? 'would be taken' : 'taken'}.`;
  return `${[...all.map(line), end].join('\n')}\n`;
}

function line(judged: Judged): string {
  const { path } = judged.candidate;
  if (judged.kind !== 'take') return `${judged.kind.padEnd(6)}  ${path}: ${judged.why}`;
  const { record, replaces } = judged;
  const blocks = record.blocks.filter(({ voided }) => voided === undefined).length;
  const instead = replaces === undefined ? 'new' : `instead of that of ${day(replaces.finishedAt)}`;
  const measured = `${blocks} blocks of ${day(record.finishedAt)}`;
  return `take    ${path}: ${measured} on ${machineIdentity(record.machine)}, ${instead}`;
}

const day = (date: string) => date.slice(0, 10);
