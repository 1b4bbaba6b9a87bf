import { z } from 'zod';
import series from './series.json' with { type: 'json' };
import tags from './tags.json' with { type: 'json' };

/** What stands between the two lines of `---` at the head of a post. Dates are YYYY-MM-DD. */
export const postSchema = z.strictObject({
  title: z.string().min(1),
  description: z.string().min(1),
  written: z.date(),
  updated: z.date().optional(),
  draft: z.boolean().default(false),
  /** Subjects, named in src/content/tags.json. */
  tags: z.array(z.enum(Object.keys(tags) as (keyof typeof tags)[])).default([]),
  /** The series that the post is a part of, named in src/content/series.json, and its place in it. */
  series: z
    .strictObject({
      id: z.enum(Object.keys(series) as (keyof typeof series)[]),
      part: z.int().min(1),
    })
    .optional(),
  /** What was wrong in the post and has been put right, the newest first. */
  corrections: z.array(z.strictObject({ date: z.date(), text: z.string().min(1) })).default([]),
});

/** The same for a page such as the glossary, which has no date. */
export const pageSchema = postSchema.pick({ title: true, description: true });
