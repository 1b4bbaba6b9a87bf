import { counted, fill, formatDate, joined } from '#i18n/format.ts';
import type { Locale } from '#i18n/locales.ts';
import { stringsOf } from '#i18n/strings.ts';
import type { MeasuredRecord } from '#results/record.ts';

/** Where a record comes from, in the words of a page. */
export interface RecordFacts {
  machine: string;
  engine: string;
  threads: string;
  date: string;
  /** Absent where nothing was timed. */
  blocks: string | undefined;
  /** How many comparisons with the oracle and between cases were made; all of them hold. */
  checks: string;
}

/** What every provenance line says of a record. The date is the day its last block ended. */
export function recordFacts(record: MeasuredRecord, locale: Locale): RecordFacts {
  const { post } = stringsOf(locale);
  const { machine } = record;
  const { backend } = record.engine;
  const engines = new Set(record.cases.map(({ engine }) => engine ?? backend)).size;
  const threads = [...new Set(record.cases.map((entry) => entry.threads))].sort((a, b) => a - b);
  return {
    machine: joined([cpuName(machine.cpu), counted(machine.cores, post.cores)], locale),
    engine: engines > 1 ? counted(engines, post.engines) : record.engine.library,
    threads: threadsText(threads, locale),
    date: formatDate(new Date(record.finishedAt)),
    blocks: countedBlocks(record) > 0 ? counted(countedBlocks(record), post.blocks) : undefined,
    checks: counted(record.proofs.length, post.checks),
  };
}

/** `1 thread`; `1, 2 threads`. */
function threadsText(threads: readonly number[], locale: Locale): string {
  const { threads: forms } = stringsOf(locale).post;
  if (threads.length === 1) return counted(threads[0] ?? 1, forms);
  return fill(forms.other, { n: threads.join(locale === 'zh' ? '、' : ', ') });
}

/** How many blocks of a record count. */
export function countedBlocks(record: MeasuredRecord): number {
  return record.blocks.filter((block) => block.voided === undefined).length;
}

/** A processor without its trademarks: `Intel(R) Xeon(R) Platinum 8488C` is `Xeon Platinum 8488C`. */
export function cpuName(cpu: string): string {
  return cpu
    .replace(/\((?:R|TM|C)\)/gi, '')
    .replace(/\b(?:Intel|CPU|Processor|\d+-Core)\b/g, '')
    .replace(/@.*$/, '')
    .replace(/\s+/g, ' ')
    .trim();
}
