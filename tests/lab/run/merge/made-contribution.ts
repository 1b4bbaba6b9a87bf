import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import experiment from '#lab/experiments/decoding-schedules.ts';
import type { CodeState } from '#lab/run/code-state.ts';
import { estimateAll } from '#results/block-values.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { madeRecord } from '../../../support/made-record.ts';

/** The code state that made contributions are of. */
export const code: CodeState = {
  hash: 'a'.repeat(64),
  protocolVersion: 2,
  packages: {},
  files: { 'src/a.ts': '1' },
};

/** A whole, plausible published record of another machine, then edited. */
export function contribution(
  edit: (record: MeasuredRecord) => void = () => {},
  form: (record: MeasuredRecord) => MeasuredRecord = (record) => record,
): MeasuredRecord {
  const record = madeRecord(experiment, () => 3);
  record.code = structuredClone(code);
  const proof = record.proofs[0] as MeasuredRecord['proofs'][number];
  record.proofs = record.cases.map(({ id }) => ({ ...proof, case: id }));
  for (const run of record.blocks.flatMap(({ runs }) => runs)) {
    run.cpu = { userMs: 1000, systemMs: 0, wallMs: 1000 };
  }
  edit(record);
  const edited = form(record);
  return { ...edited, estimates: estimateAll(edited) };
}

/** A record of a browser, which leaves out threads, engines and slow points. */
export function ofBrowser({ node: _, ...record }: MeasuredRecord): MeasuredRecord {
  const quickGrid = (id: string) =>
    experiment.cases.find(({ network }) => id === `${network}@one`)?.quickGrid ?? [];
  const own = <Point extends { at: number }>(id: string, points: readonly Point[]) =>
    points.filter(({ at }) => quickGrid(id).slice(0, 2).includes(at));
  return {
    ...record,
    mode: 'quick',
    browser: 'Chromium 141',
    engine: { ...record.engine, backend: 'webgl' },
    cases: record.cases.map((each) => ({ ...each, points: own(each.id, each.points) })),
    blocks: record.blocks.map((block) => ({
      ...block,
      runs: block.runs.map(({ peakRssBytes: __, ...run }) => ({
        ...run,
        cpu: { wallMs: 1000 },
        trials: own(run.case, run.trials),
      })),
    })),
  };
}

export const contributed = 'decoding-schedules/2c-sample.json';

/** A folder that holds files, by path. */
export function folderOf(files: Readonly<Record<string, string | MeasuredRecord>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'measured-merge-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    const text = typeof content === 'string' ? content : `${JSON.stringify(content)}\n`;
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
