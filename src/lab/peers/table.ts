import type { MeasuredRecord } from '#results/record.ts';
import { compare, goals, type Row } from './comparison.ts';

/** The comparison as Markdown: a table for each network and model size, then what was not measured. */
export function peerTable(records: readonly MeasuredRecord[]): string {
  return records.map(sectionOf).join('\n');
}

function sectionOf(record: MeasuredRecord): string {
  const { machine, engine, blocks, finishedAt, mode } = record;
  const rows = compare(record);
  const versions = Object.entries(engine.flags ?? {}).map(([name, value]) => `${name} ${value}`);
  const head = [
    `## d = ${record.shape['dModel']}, ${record.shape['numHeads']} heads`,
    '',
    `${machine.cpu}, ${machine.cores} cores; ours on ${engine.library}; ${versions.join(', ')}. ` +
      `${blocks.length} blocks${mode === 'quick' ? ' (quick: a smoke run, not a result)' : ''}, ` +
      `${finishedAt.slice(0, 10)}. Times are medians in ms; ratios have 95 % intervals.`,
    '',
  ];
  const networks = [...new Set(rows.map((row) => row.network))];
  const tables = networks.flatMap((network) => [
    `### ${network}`,
    '',
    ...tableOf(rows.filter((row) => row.network === network)),
    '',
  ]);
  return [...head, ...tables, ...unmeasured(record)].join('\n');
}

function tableOf(rows: readonly Row[]): string[] {
  const forms = [...(rows[0] as Row).peersMs.keys()];
  const titles = ['n', 'threads', 'ours', 'ms', ...forms, 'ours / fastest', 'goal'];
  const ordered = rows.toSorted(
    (a, b) => compareTexts(a.form, b.form) || compareTexts(b.role, a.role) || a.at - b.at,
  );
  const lines = ordered.map((row) => [
    String(row.at),
    row.role,
    row.form,
    milliseconds(row.oursMs),
    ...forms.map((form) => milliseconds(row.peersMs.get(form))),
    ratioText(row),
    goalText(row),
  ]);
  const rule = titles.map((title) => (title === 'ours' || title === 'threads' ? '---' : '--:'));
  return [titles, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`);
}

function ratioText({ fastest }: Row): string {
  if (fastest === undefined) return '–';
  const { estimate, low, high } = fastest.ratio;
  const [middle, from, to] = [estimate, low, high].map((each) => each.toFixed(2));
  return `${middle} (${from} to ${to}) ${fastest.form}`;
}

function goalText({ network, form, verdict }: Row): string {
  return verdict === 'no goal' ? '' : `≤ ${goals[`${network}-${form}`]?.toFixed(2)}: ${verdict}`;
}

function unmeasured({ cases }: MeasuredRecord): string[] {
  const failed = cases.filter((each) => each.state === 'unsupported');
  if (failed.length === 0) return [];
  const lines = failed.map(({ id, reason }) => `- ${id}: ${reason}`);
  return ['Not measured:', '', ...lines, ''];
}

function milliseconds(value: number | undefined): string {
  if (value === undefined) return '–';
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
