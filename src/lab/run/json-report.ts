import type { MeasureReport } from './measure.ts';

/**
 * Tells a measurement's course to a program: one JSON object a line, each with an `event`
 * (`notice`, `plan`, `progress`, `outcome`). Records stand in their files, not in the lines.
 */
export function jsonReport(write: (line: string) => unknown): MeasureReport {
  const tell = (event: string, content: object) =>
    write(`${JSON.stringify({ event, ...content })}\n`);
  return {
    notice: (text) => tell('notice', { text }),
    plan: (planned) =>
      tell('plan', {
        experiments: planned.map(({ experiment, path, why, expectedMs }) => ({
          experiment,
          path,
          why: why ?? null,
          expectedMs,
        })),
      }),
    progress: (progress) => tell('progress', progress),
    outcome: (outcome) =>
      tell('outcome', outcome.kind === 'written' ? { ...outcome, record: undefined } : outcome),
    written() {},
  };
}
