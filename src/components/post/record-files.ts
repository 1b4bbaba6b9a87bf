import { dataAddress } from '#i18n/addresses.ts';
import { formatBytes } from '#i18n/format.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { recordText } from './catalogue.ts';
import { samplesCsv } from './samples-csv.ts';

/** A download: what it is, how large, and where. */
export interface RecordFile {
  format: 'JSON' | 'CSV';
  size: string;
  href: string;
}

/** The files that the site offers of a record; `machine` is its name in addresses. */
export function recordFiles(record: MeasuredRecord, machine: string): RecordFile[] {
  const { experiment } = record;
  const size = (text: string) => formatBytes(new TextEncoder().encode(text).length);
  return [
    {
      format: 'JSON',
      size: size(recordText(experiment, machine)),
      href: dataAddress(experiment, machine, 'json'),
    },
    // Nothing was timed where there is no block: no samples, either.
    ...(record.blocks.length === 0
      ? []
      : [
          {
            format: 'CSV' as const,
            size: size(samplesCsv(record)),
            href: dataAddress(experiment, machine, 'csv'),
          },
        ]),
  ];
}
