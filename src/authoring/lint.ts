import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from './problem.ts';

/** Problems of some posts alone: by slug or by file. Throws a RangeError for what is neither. */
export function problemsIn(
  problems: readonly Problem[],
  wanted: readonly string[],
  files: readonly string[],
): Problem[] {
  if (wanted.length === 0) return [...problems];
  const slugOf = (file: string) => file.split('/').at(-2);
  for (const name of wanted) {
    if (files.some((file) => file === name || slugOf(file) === name)) continue;
    const slugs = [...new Set(files.map((file) => slugOf(file) ?? file))].sort();
    throw new RangeError(`There is no post or page "${name}"; there are ${slugs.join(', ')}.`);
  }
  return problems.filter(({ file }) =>
    wanted.some((name) => file === name || slugOf(file) === name),
  );
}

/** Repairs what is safe to repair; each file is written whole. Returns how many problems it mended. */
export function mend(root: string, problems: readonly Problem[]): number {
  let mended = 0;
  for (const file of new Set(problems.map((problem) => problem.file))) {
    const path = join(root, file);
    let text = readFileSync(path, 'utf8');
    // From the end, so that the places before stay where they are.
    const fixes = problems
      .flatMap((problem) => (problem.file === file && problem.fix ? [problem.fix] : []))
      .sort((a, b) => b.from - a.from || b.to - a.to);
    let untouched = text.length + 1;
    for (const { from, to, text: right } of fixes) {
      // Of two that overlap one is left for the next time.
      if (to >= untouched) continue;
      text = text.slice(0, from) + right + text.slice(to);
      untouched = from;
      mended += 1;
    }
    if (fixes.length === 0) continue;
    writeFileSync(`${path}.${process.pid}.tmp`, text);
    renameSync(`${path}.${process.pid}.tmp`, path);
  }
  return mended;
}

/** A problem as a workflow command, which marks the line on a pull request. */
export function workflowCommand({ file, line, column, message }: Problem): string {
  const escaped = message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return `::error file=${file},line=${line},col=${column}::${escaped}`;
}

/** The last line: how many problems there are, and how many the command itself can mend. */
export function countedProblems(problems: readonly Problem[]): string {
  const files = new Set(problems.map(({ file }) => file)).size;
  const fixable = problems.filter(({ fix }) => fix !== undefined).length;
  const said = `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in ${files} ${files === 1 ? 'file' : 'files'}`;
  return fixable === 0 ? `${said}.` : `${said}; npm run lint -- --fix repairs ${fixable} of them.`;
}
