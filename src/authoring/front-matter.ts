import { parseFrontmatter } from '@astrojs/markdown-remark';
import type { z } from 'zod';
import { pageSchema, postSchema } from '#content/front-matter-schema.ts';
import { nearest } from './nearest.ts';
import type { ParsedPost } from './parse-post.ts';
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
  let data: Record<string, unknown>;
  try {
    data = parseFrontmatter(text).frontmatter;
  } catch (error) {
    const { mark, reason } = error as { mark?: { line: number; column: number }; reason?: string };
    const message = `The front matter is not YAML: ${reason ?? (error as Error).message}`;
    // The parser counts from the line after the first ---, from zero.
    return [{ file, line: (mark?.line ?? 0) + 1, column: (mark?.column ?? 0) + 1, message }];
  }
  const parsed = schema.safeParse(data);
  if (parsed.success) return [];
  return parsed.error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') {
      return [{ file, ...placeOf(text, String(issue.path[0])), message: describe(issue, data) }];
    }
    return issue.keys.map((key) => ({
      file,
      ...placeOf(text, key),
      message: `The front matter has no "${key}".${nearest(key, Object.keys(schema.shape))}`,
    }));
  });
}

function describe(issue: z.core.$ZodIssue, data: Record<string, unknown>): string {
  const key = String(issue.path[0]);
  const value = JSON.stringify(data[key]) ?? 'nothing';
  return `The front matter's "${key}": ${issue.message.replace(/^Invalid input: /, '')} (received ${value}).`;
}

function placeOf(text: string, key: string): { line: number; column: number } {
  const line = text.split('\n').findIndex((each) => each.startsWith(`${key}:`));
  return { line: Math.max(0, line) + 1, column: 1 };
}
