import { catalogue, recordText } from '#components/post/catalogue.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { cacheKey } from '../_cache-key.ts';

export interface RecordProps {
  record: MeasuredRecord;
  text: string;
}

/** A route for each record that the site shows, with the record and its own text. */
export function recordRoutes() {
  return catalogue.experiments.flatMap(({ name, records }) =>
    records.map(({ machine, record }) => ({
      params: { experiment: name, machine },
      props: { record, text: recordText(name, machine) } satisfies RecordProps,
      ...cacheKey(),
    })),
  );
}
