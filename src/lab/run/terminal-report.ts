import { durationText } from './duration-text.ts';
import type { MeasureReport, OverallProgress } from './measure.ts';
import type { PlannedExperiment } from './plan.ts';
import type { Outcome } from './publish-measurement.ts';

interface Terminal {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** Tells a measurement's course: one line rewritten on a terminal, plain lines elsewhere. */
export function terminalReport(terminal: Terminal): MeasureReport {
  let lastPlain = '';
  const clear = () => terminal.isTTY && terminal.write('\r\x1b[2K');
  const line = (text: string) => {
    clear();
    terminal.write(`${text}\n`);
  };
  return {
    notice: line,
    plan: (planned) => planText(planned).forEach(line),
    progress(progress) {
      if (terminal.isTTY) {
        terminal.write(`\r\x1b[2K${progressText(progress)}  ${progress.case}`);
        return;
      }
      const stage = `${progress.experiment} ${progress.stage} ${progress.block}`;
      if (stage !== lastPlain) line(progressText(progress));
      lastPlain = stage;
    },
    outcome: (outcome) => outcomeText(outcome).forEach(line),
    written() {},
  };
}

/** Each experiment with the reason why it is measured, and the time that all of them will take. */
export function planText(planned: readonly PlannedExperiment[]): string[] {
  const due = planned.filter(({ why }) => why !== undefined);
  const lines = planned.map(({ experiment, path, why, expectedMs }) =>
    why === undefined
      ? `${experiment}: fresh (${path})`
      : `${experiment}: to measure (about ${durationText(expectedMs / 1000)}), ${why}`,
  );
  if (due.length < 2) return lines;
  const seconds = due.reduce((sum, { expectedMs }) => sum + expectedMs, 0) / 1000;
  return [...lines, `${due.length} experiments to measure, about ${durationText(seconds)} in all`];
}

/** `2 of 11  sequence-length  block 3 of 10  41 %  about 4 min left, 30 min in all`. */
export function progressText(progress: OverallProgress): string {
  const { experiment, stage, block, blocks, done, total, resumed } = progress;
  const { position, experiments, secondsLeft, secondsLeftInAll } = progress;
  const which = experiments > 1 ? `${position} of ${experiments}  ` : '';
  const where = stage === 'proof' ? 'proving equality' : `block ${block} of ${blocks}`;
  const share = `${Math.floor((100 * done) / total)} %`;
  const inAll =
    position < experiments && secondsLeftInAll !== undefined
      ? `, ${durationText(secondsLeftInAll)} in all`
      : '';
  const left = secondsLeft === undefined ? '' : `  about ${durationText(secondsLeft)} left${inAll}`;
  const again = resumed > 0 ? `  (goes on after ${resumed} finished pieces)` : '';
  return `${which}${experiment}  ${where}  ${share}${left}${again}`;
}

/** What became of an experiment, and what to do about it. */
export function outcomeText(outcome: Outcome): string[] {
  const { experiment, path } = outcome;
  if (outcome.kind === 'written') {
    const { record } = outcome;
    const blocks = record.blocks.filter(({ voided }) => voided === undefined).length;
    const voided = record.blocks.length - blocks;
    const seconds = (Date.parse(record.finishedAt) - lastStart(record)) / 1000;
    const parts = [
      durationText(seconds),
      `${Math.round(100 * outcome.insideShare)} % of it in measured processes`,
      `${blocks} blocks${record.stopping ? ` (ended by ${record.stopping.by})` : ''}`,
      ...(voided > 0 ? [`${voided} voided`] : []),
    ];
    return [`written: ${path} (${parts.join(', ')})`];
  }
  if (outcome.kind === 'incomplete') {
    const failed = outcome.failed.map((each) => `${each.case}: ${each.verdict}`).join('; ');
    return [
      `${experiment} is not published: ${failed}. ${path} stays as it was; what was measured is ` +
        `in ${outcome.keptPath}. Repair the case, then: npm run measure -- ${experiment}`,
    ];
  }
  const cases = outcome.cases.map(({ case: id, verdict, ratio }) => {
    const [low, high] = [ratio.low.toFixed(3), ratio.high.toFixed(3)];
    return `  ${id}: ${verdict}, ${ratio.estimate.toFixed(3)} times the recorded time (${low} to ${high})`;
  });
  return [
    `${experiment} is not confirmed: expected every case within ±3 % of ${path}; received`,
    ...cases,
    `  Measure it anew: npm run measure -- ${experiment}`,
  ];
}

const lastStart = ({
  sessions,
  startedAt,
}: {
  sessions: { startedAt: string }[];
  startedAt: string;
}) => Date.parse(sessions.at(-1)?.startedAt ?? startedAt);
