import { closest } from 'fastest-levenshtein';

/** A part of a file, with the number of its lines in that file. */
export interface CodeRegion {
  code: string;
  lineNumbers: number[];
}

/**
 * The lines between `// #region NAME` and its `// #endregion` (in Python, `# #region NAME` and
 * `# #endregion`), without their common indent and without the marks of regions inside. Throws,
 * naming the nearest region, where there is none.
 */
export function codeRegion(text: string, name: string, file: string): CodeRegion {
  const comment = file.endsWith('.py') ? '#' : '//';
  const lines = text.split('\n');
  const start = lines.findIndex((line) => regionName(line) === name);
  if (start < 0) {
    const names = lines.flatMap((line) => regionName(line) ?? []);
    const nearest = names.length > 0 ? `The nearest is "${closest(name, names)}".` : 'It has none.';
    throw new Error(
      `${file} has no region "${name}". ${nearest} Mark one with ${comment} #region ${name}.`,
    );
  }
  const end = endOf(lines, start);
  if (end < 0) {
    throw new Error(
      `${file}: the region "${name}" has no end. Close it with ${comment} #endregion.`,
    );
  }
  const kept = lines
    .map((line, index) => ({ line, number: index + 1 }))
    .slice(start + 1, end)
    .filter(({ line }) => !isMark(line));
  const indent = Math.min(
    ...kept.filter(({ line }) => line.trim() !== '').map(({ line }) => line.search(/\S/)),
  );
  return {
    code: kept.map(({ line }) => line.slice(indent)).join('\n'),
    lineNumbers: kept.map(({ number }) => number),
  };
}

function regionName(line: string): string | undefined {
  return line.match(/^\s*(?:\/\/|#) #region (\S+)\s*$/)?.[1];
}

function isMark(line: string): boolean {
  return /^\s*(?:\/\/|#) #(?:region \S+|endregion)\s*$/.test(line);
}

function endOf(lines: readonly string[], start: number): number {
  let depth = 0;
  for (let index = start; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (!isMark(line)) continue;
    depth += regionName(line) === undefined ? -1 : 1;
    if (depth === 0) return index;
  }
  return -1;
}

/**
 * The lines that "3-5,8" names, as indices from 0 into a region of `count` lines. Throws where it
 * reaches beyond the region.
 */
export function highlightedLines(highlight: string, count: number): Set<number> {
  const lines = new Set<number>();
  for (const part of highlight.split(',')) {
    const [first = 0, last = first] = part.split('-').map(Number);
    if (first < 1 || last > count || last < first) {
      throw new Error(
        `There are no lines "${part}" to highlight: the region has lines 1 to ${count}.`,
      );
    }
    for (let line = first; line <= last; line++) lines.add(line - 1);
  }
  return lines;
}
