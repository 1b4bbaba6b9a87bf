import { catalogue } from '#components/post/catalogue.ts';
import type { MeasuredRecord } from '#results/record.ts';

const texts = import.meta.glob<string>('/src/results/*/*.json', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** A route for each record that the site shows, with the record and its own text. */
export function recordRoutes() {
  return catalogue.experiments.flatMap(({ name, records }) =>
    records.map(({ machine, file, record }) => ({
      params: { experiment: name, machine },
      props: { record, text: texts[`/${file}`] ?? '' } satisfies RecordProps,
    })),
  );
}

export interface RecordProps {
  record: MeasuredRecord;
  text: string;
}
