import type { MeasuredRecord } from '#results/record.ts';

const columns = ['experiment', 'machine', 'block', 'case', 'threads', 'at', 'sample', 'ms'];

/**
 * Every sample of a record in the order of measurement, a line each, times in ms. Blocks that do
 * not count are left out; none of the names holds a comma or a quote, by the record's schema.
 */
export function samplesCsv(record: MeasuredRecord): string {
  const threads = new Map(record.cases.map((entry) => [entry.id, entry.threads]));
  const lines = record.blocks
    .filter((block) => block.voided === undefined)
    .flatMap((block) =>
      block.runs.flatMap((run) =>
        run.trials.flatMap((trial) =>
          trial.samplesMs.map((ms, sample) =>
            [
              record.experiment,
              record.machine.id,
              block.index,
              run.case,
              threads.get(run.case),
              trial.at,
              sample,
              ms,
            ].join(','),
          ),
        ),
      ),
    );
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}
