import type { MeasuredRecord } from './record.ts';

/**
 * What in a record contradicts the rest of it, a line each: `path: expected …; received …`. The
 * schema has passed; the intervals are checked elsewhere.
 */
export function inconsistencies(record: MeasuredRecord): string[] {
  return [...ofCases(record), ...ofBlocks(record), ...ofDates(record)];
}

function ofCases({ cases, proofs, observations = [] }: MeasuredRecord): string[] {
  const known = new Set(cases.map(({ id }) => id));
  const found: string[] = [];
  if (known.size < cases.length) {
    found.push(`cases: expected each case once; received ${cases.length} of ${known.size} names`);
  }
  const named: [string, string][] = [
    ...proofs.map((each, index): [string, string] => [`proofs.${index}.case`, each.case]),
    ...observations.map((each, index): [string, string] => [
      `observations.${index}.case`,
      each.case,
    ]),
  ];
  for (const [path, id] of named) {
    if (!known.has(id)) found.push(`${path}: expected a case of the record; received "${id}"`);
  }
  for (const [index, { shape, values }] of observations.entries()) {
    const entries = shape.reduce((product, size) => product * size, 1);
    if (entries !== values.length) {
      found.push(
        `observations.${index}.values: expected ${entries} entries; received ${values.length}`,
      );
    }
  }
  return found;
}

function ofBlocks({ blocks, cases, sessions }: MeasuredRecord): string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  for (const [position, block] of blocks.entries()) {
    const path = `blocks.${position}`;
    const name = `${block.index} ${block.voided === undefined ? 'counts' : (block.attempt ?? 0)}`;
    if (seen.has(name))
      found.push(`${path}.index: expected each block once; received ${block.index} again`);
    seen.add(name);
    if (block.session >= sessions.length) {
      found.push(
        `${path}.session: expected one of ${sessions.length} sessions; received ${block.session}`,
      );
    }
    const ran = block.runs.map((run) => run.case);
    if (ran.join(' ') !== block.order.join(' ')) {
      found.push(
        `${path}.order: expected the runs' cases in their order; received ${block.order.join(' ').slice(0, 60)}`,
      );
    }
    for (const [index, run] of block.runs.entries()) {
      const points = cases.find(({ id }) => id === run.case)?.points.map(({ at }) => at) ?? [];
      const strange = run.trials.find(({ at }) => !points.includes(at));
      if (strange !== undefined) {
        found.push(
          `${path}.runs.${index}: expected points of the grid of ${run.case}; received ${strange.at}`,
        );
      }
    }
  }
  return found;
}

function ofDates({ startedAt, finishedAt }: MeasuredRecord): string[] {
  if (Date.parse(startedAt) <= Date.parse(finishedAt)) return [];
  return [`finishedAt: expected a time after ${startedAt}; received ${finishedAt}`];
}
