import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FigureFamily } from '#figures/figure.ts';
import { AbsentQuantity } from '#results/absent-quantity.ts';
import { type History, historySchema, type Publication } from '#results/history.ts';
import { evaluate, type QuantityRule, type QuantityValue } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';

/** Adds a published record's quantities to the history of its experiment. Throws if that is broken. */
export function appendHistory(root: string, family: FigureFamily, record: MeasuredRecord): void {
  const path = `src/results/${record.experiment}/history.json`;
  const history = readHistory(root, path);
  const next: History = {
    ...history,
    publications: [...history.publications, publicationOf(family, record)],
  };
  const draft = join(root, `${path}.${process.pid}.tmp`);
  writeFileSync(draft, `${JSON.stringify(next)}\n`);
  renameSync(draft, join(root, path));
}

function readHistory(root: string, path: string): History {
  if (!existsSync(join(root, path))) return { schemaVersion: 1, publications: [] };
  try {
    return historySchema.parse(JSON.parse(readFileSync(join(root, path), 'utf8')));
  } catch (error) {
    throw new Error(
      `${path} cannot be read (${(error as Error).message.split('\n')[0]}). ` +
        `Restore it: git checkout -- ${path}`,
    );
  }
}

function publicationOf(family: FigureFamily, record: MeasuredRecord): Publication {
  const rounded = (value: number) => Number(value.toPrecision(6));
  const quantities = Object.entries(family.quantities).flatMap(([key, { rule }]) => {
    const value = evaluateUnlessAbsent(rule, record);
    if (value === undefined) return [];
    const { unit, estimate } = value;
    if (value.kind === 'exact') return [[key, { unit, estimate: rounded(estimate) }] as const];
    const { low, high } = value.interval(0.95);
    const interval = { low: rounded(low), high: rounded(high) };
    return [[key, { unit, estimate: rounded(estimate), ...interval }] as const];
  });
  return {
    machine: record.machine.id,
    finishedAt: record.finishedAt,
    codeHash: record.code.hash,
    library: record.engine.library,
    quantities: Object.fromEntries(quantities),
  };
}

function evaluateUnlessAbsent(
  rule: QuantityRule,
  record: MeasuredRecord,
): QuantityValue | undefined {
  try {
    return evaluate(rule, record);
  } catch (error) {
    if (error instanceof AbsentQuantity) return undefined;
    throw error;
  }
}
