/** Something in a post that has to be repaired before it is published. Lines and columns from 1. */
export interface Problem {
  file: string;
  line: number;
  column: number;
  message: string;
  /** A safe repair: what stands there rightly in the place of a stretch of the file, by offsets. */
  fix?: { from: number; to: number; text: string };
}

/**
 * Problems as they are printed, `file:line:column message`: by file, with an empty line between two
 * files, then in the order in which they stand there.
 */
export function formatProblems(problems: readonly Problem[]): string {
  const sorted = [...problems].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column,
  );
  return sorted
    .map(({ file, line, column, message }, index) => {
      const before = sorted[index - 1]?.file;
      const gap = before === undefined || before === file ? '' : '\n';
      return `${gap}${file}:${line}:${column} ${message}`;
    })
    .join('\n');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
