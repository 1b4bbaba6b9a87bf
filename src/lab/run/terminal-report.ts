import type { MeasureReport } from './measure.ts';
import type { Progress } from './process-runner.ts';

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
    plan(planned) {
      for (const { experiment, path, why } of planned) {
        line(
          why === undefined
            ? `${experiment}: fresh (${path})`
            : `${experiment}: to measure, ${why}`,
        );
      }
    },
    progress(progress) {
      if (terminal.isTTY) {
        terminal.write(`\r\x1b[2K${progressText(progress)}  ${progress.case}`);
        return;
      }
      const stage = `${progress.experiment} ${progress.stage} ${progress.block}`;
      if (stage !== lastPlain) line(progressText(progress));
      lastPlain = stage;
    },
    written: (path) => line(`written: ${path}`),
  };
}

/** `sequence-length  block 3 of 10  41 %  about 4 min left`. */
export function progressText(progress: Progress): string {
  const { experiment, stage, block, blocks, done, total, secondsLeft, resumed } = progress;
  const where = stage === 'proof' ? 'proving equality' : `block ${block} of ${blocks}`;
  const share = `${Math.floor((100 * done) / total)} %`;
  const left = secondsLeft === undefined ? '' : `  ${leftText(secondsLeft)}`;
  const again = resumed > 0 ? `  (goes on after ${resumed} finished pieces)` : '';
  return `${experiment}  ${where}  ${share}${left}${again}`;
}

function leftText(seconds: number): string {
  if (seconds < 90) return `about ${Math.max(10, Math.ceil(seconds / 10) * 10)} s left`;
  return `about ${Math.ceil(seconds / 60)} min left`;
}
