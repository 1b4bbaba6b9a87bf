import { counted } from '#i18n/format.ts';
import type { Locale } from '#i18n/locales.ts';
import { stringsOf } from '#i18n/strings.ts';
import type { MeasuredRecord } from '#results/record.ts';

/** What a sentence may say of the machine and the engine of a record. */
export type MachineFact = 'cores' | 'cpu' | 'memory' | 'library';

/** One fact in words: "2 cores", "AMD EPYC", "24 GiB", "TensorFlow 2.18.1". Throws if it is unknown. */
export function machineFact(record: MeasuredRecord, fact: MachineFact, locale: Locale): string {
  const { machine, engine } = record;
  if (fact === 'cores') return counted(machine.cores, stringsOf(locale).post.cores);
  if (fact === 'cpu') return machine.cpu;
  if (fact === 'library') return engine.library;
  if (machine.memoryBytes === null) {
    throw new Error(`The record of "${record.experiment}" does not know its machine's memory.`);
  }
  return `${(machine.memoryBytes / 2 ** 30).toFixed(0)} GiB`;
}
