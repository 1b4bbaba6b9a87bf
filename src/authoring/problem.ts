/** Something in a post that has to be repaired before it is published. Lines and columns from 1. */
export interface Problem {
  file: string;
  line: number;
  column: number;
  message: string;
}

/** Problems as they are printed: by file, then in the order in which they stand there. */
export function formatProblems(problems: readonly Problem[]): string {
  return [...problems]
    .sort((a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column)
    .map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`)
    .join('\n');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
