import type { Step } from './failures.ts';
import { EngineError, explainFailure } from './failures.ts';
import type { Layout } from './layout.ts';
import type { Report } from './progress.ts';
import type { CommandOptions } from './run-command.ts';
import { runCommand } from './run-command.ts';

/** What each step of one installation is given. */
export interface Work {
  layout: Layout;
  /** The folder of unfinished work; temporary files of the commands lie in it too. */
  folder: string;
  report: Report;
  signal: AbortSignal | undefined;
}

/** Runs one command of a step and returns its output; throws the sentence that explains a failure. */
export async function runStep(
  step: Step,
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  const { code, output } = await runCommand(command, args, options);
  if (code !== 0) throw new EngineError(explainFailure(step, output));
  return output;
}
