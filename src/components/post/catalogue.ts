import { Catalogue } from '#figures/catalogue.ts';
import type { FigureFamily } from '#figures/figure.ts';
import { type History, historySchema } from '#results/history.ts';
import { site } from '../../../site.config.ts';

const recordTexts = import.meta.glob<string>('/src/results/*/*.json', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const modules = import.meta.glob<{ default?: FigureFamily }>('/src/figures/*.ts', { eager: true });

/**
 * All that posts and pages may quote, read through Vite, so that a preview follows a new record.
 * The reader's own records are shown in a preview, and in a build with SHOW_LOCAL_RECORDS=1.
 */
export const catalogue = new Catalogue({
  recordTexts,
  families: Object.values(modules).flatMap((module) => module.default ?? []),
  primaryMachines: site.primaryMachines,
  preview: import.meta.env.DEV,
  showLocal: import.meta.env.DEV || process.env.SHOW_LOCAL_RECORDS === '1',
});

/** The file of a record as it is committed, byte for byte. */
export function recordText(experiment: string, machine: string): string {
  const path = `/src/results/${experiment}/${machine}.json`;
  const text = recordTexts[path];
  if (text === undefined) throw new Error(`There is no record ${path}.`);
  return text;
}

const histories = new Map<string, { text: string | undefined; history: History }>();

/** What was published of an experiment, oldest first. Read once, until its file changes. */
export function historyOf(experiment: string): History {
  const text = recordTexts[`/src/results/${experiment}/history.json`];
  const known = histories.get(experiment);
  if (known !== undefined && known.text === text) return known.history;
  const history =
    text === undefined
      ? { schemaVersion: 1 as const, publications: [] }
      : historySchema.parse(JSON.parse(text));
  histories.set(experiment, { text, history });
  return history;
}
