import { parseFrontmatter } from '@astrojs/markdown-remark';
import type { z } from 'zod';
import { pageSchema, postSchema } from '#content/front-matter-schema.ts';
import { nearest } from './nearest.ts';
import type { ParsedPost } from './parse-post.ts';
import { placeAt } from './place-at.ts';
import type { Problem } from './problem.ts';

/** Whether a post is a draft: shown by a preview, never published. */
export function isDraft({ text }: Pick<ParsedPost, 'text'>): boolean {
  try {
    return parseFrontmatter(text).frontmatter.draft === true;
  } catch {
    return false;
  }
}

/** Front matter that is missing, is not YAML, or does not fit the schema. */
export function frontMatterProblems({ file, text }: ParsedPost): Problem[] {
  // An example of the vocabulary is no page of its own.
  if (file.startsWith('src/content/examples/')) return [];
  const schema = file.startsWith('src/content/pages/') ? pageSchema : postSchema;
  if (!/^---\r?\n/.test(text)) {
    const required = Object.entries(schema.shape).filter(([, field]) => !field.isOptional());
    const expected = required.map(([name]) => name).join(', ');
    return [
      {
        file,
        line: 1,
        column: 1,
        message: `There is no front matter. Begin with --- and ${expected}.`,
      },
    ];
  }
  if (!/\n---\r?(?:\n|$)/.test(text.slice(3))) {
    const message = 'The front matter has no end. Close it with a line of ---.';
    return [{ file, line: 1, column: 1, message }];
  }
  let data: Record<string, unknown>;
  try {
    data = parseFrontmatter(text).frontmatter;
  } catch (error) {
    const { mark, reason } = error as { mark?: { line: number; column: number }; reason?: string };
    const why = reason ?? (error as Error).message;
    const hint = why.includes('mapping') ? ' Put a value that holds ": " into quotes.' : '';
    const message = `The front matter is not YAML: ${why}.${hint}`;
    // The parser counts from the line after the first ---, from zero.
    return [{ file, line: (mark?.line ?? 0) + 1, column: (mark?.column ?? 0) + 1, message }];
  }
  const parsed = schema.safeParse(data);
  if (parsed.success) return datesOutOfOrder(file, text, parsed.data);
  return parsed.error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') {
      return [{ file, ...placeOf(text, issue.path), message: describe(issue, data) }];
    }
    return issue.keys.map((key) => ({
      file,
      ...placeOf(text, [...issue.path, key]),
      message: `The front matter has no "${key}".${nearest(key, Object.keys(schema.shape))}`,
    }));
  });
}

/** A post cannot have been changed before it was written. */
function datesOutOfOrder(file: string, text: string, data: object): Problem[] {
  const { written, updated } = data as { written?: Date; updated?: Date };
  if (!written || !updated || updated >= written) return [];
  const [before, after] = [updated, written].map((day) => day.toISOString().slice(0, 10));
  const message = `The front matter's "updated", ${before}, is before "written", ${after}.`;
  return [{ file, ...placeOf(text, ['updated']), message }];
}

function describe(issue: z.core.$ZodIssue, data: Record<string, unknown>): string {
  const path = issue.path.map(String).join('.');
  const received: unknown = issue.path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    data,
  );
  const value = JSON.stringify(received) ?? 'nothing';
  if (issue.code === 'invalid_value' && typeof received === 'string') {
    const known = issue.values.map(String);
    return `The front matter's "${path}" has no "${received}".${nearest(received, known)}`;
  }
  if (received === undefined) return `The front matter needs "${path}".`;
  if (issue.code === 'invalid_type' && issue.expected === 'date') {
    return `The front matter's "${path}" is no date: expected one such as 2026-01-31, received ${value}.`;
  }
  const reason = issue.message.replace(/^Invalid input: /, '');
  return `The front matter's "${path}": ${reason} (received ${value}).`;
}

/** Where a value stands, by its path from the top; where it is missing, what it is missing from. */
function placeOf(text: string, path: readonly PropertyKey[]): { line: number; column: number } {
  const end = text.indexOf('\n---', 3);
  let [from, to] = [0, end < 0 ? text.length : end];
  for (const [depth, key] of path.entries()) {
    const part = text.slice(from, to);
    const found =
      typeof key === 'number'
        ? itemAt(part, key)
        : part.match(new RegExp(depth === 0 ? `^${String(key)}:` : `\\b${String(key)}:`, 'm'))
            ?.index;
    if (found === undefined) break;
    from += found;
    // What belongs to a key ends where the next key of the top level begins.
    const next = depth === 0 ? text.slice(from + 1, to).search(/\n[a-z]+:/) : -1;
    if (next >= 0) to = from + 1 + next;
  }
  return placeAt(text, from);
}

/** Where the item of a list begins, as "- item" on lines of their own or as "[item, item]". */
function itemAt(part: string, index: number): number | undefined {
  const items = [...part.matchAll(/^\s+- /gm)];
  const item = items[index];
  if (item !== undefined) return item.index + item[0].length;
  const open = part.indexOf('[');
  if (open < 0) return undefined;
  const before = part
    .slice(open + 1)
    .split(',')
    .slice(0, index)
    .join(',');
  const start = open + 1 + before.length + (index > 0 ? 1 : 0);
  return start + (part.slice(start).match(/^\s*/)?.[0].length ?? 0);
}
