import { z } from 'zod';

/** An author: a person, or a name that is not split; `others` stands for those left out. */
const authorSchema = z.union([
  z.strictObject({ family: z.string().min(1), given: z.string().min(1) }),
  z.strictObject({ literal: z.string().min(1) }),
]);

const year = z.number().int().min(1900).max(2100);

/** A work that posts cite: CSL-JSON (citationstyles.org), as far as it is used here. */
const referenceSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z]+\d{4}[a-z0-9]*$/, 'expected a key such as "vaswani2017"'),
    type: z.enum(['article', 'article-journal', 'book', 'paper-conference', 'report', 'webpage']),
    title: z.string().min(1),
    author: z.array(authorSchema).min(1),
    issued: z.strictObject({ 'date-parts': z.tuple([z.tuple([year])]) }),
    'container-title': z.string().min(1),
    volume: z.string().optional(),
    issue: z.string().optional(),
    page: z.string().optional(),
    number: z.string().optional(),
    DOI: z.string().startsWith('10.').optional(),
    URL: z.url({ protocol: /^https$/ }).optional(),
  })
  .refine(({ DOI, URL }) => DOI !== undefined || URL !== undefined, {
    path: ['DOI'],
    message: 'expected a DOI, or a URL such as https://arxiv.org/abs/1706.03762',
  });

export type Author = z.infer<typeof authorSchema>;
export type Reference = z.infer<typeof referenceSchema>;

/** Where the works stand that posts cite, from the root of the repository. */
export const bibliographyFile = 'src/content/bibliography.json';

/**
 * The works of a bibliography by key, in the order of the file, and what is wrong with the others.
 * Never throws: `data` is whatever the file holds.
 */
export function readBibliography(data: unknown): {
  references: ReadonlyMap<string, Reference>;
  problems: string[];
} {
  const references = new Map<string, Reference>();
  if (!Array.isArray(data)) {
    return { references, problems: [`${bibliographyFile}: expected a list of works (CSL-JSON).`] };
  }
  const problems = data.flatMap((entry: unknown, index) => {
    const parsed = referenceSchema.safeParse(entry);
    const key = (entry as { id?: unknown } | null)?.id ?? `entry ${index + 1}`;
    if (!parsed.success) {
      return parsed.error.issues.map(
        ({ path, message }) =>
          `${bibliographyFile}: "${String(key)}", ${path.join('.') || 'entry'}: ${message}.`,
      );
    }
    if (references.has(parsed.data.id)) {
      return [`${bibliographyFile}: "${parsed.data.id}" stands there twice. Remove one.`];
    }
    references.set(parsed.data.id, parsed.data);
    return [];
  });
  return { references, problems };
}
