import { z } from 'zod';

/** What one publication of a record said: its quantities, by their key in the figure family. */
const publicationSchema = z.strictObject({
  machine: z.string(),
  finishedAt: z.iso.datetime(),
  codeHash: z.string(),
  library: z.string(),
  quantities: z.record(
    z.string(),
    z.strictObject({
      unit: z.string(),
      estimate: z.number(),
      low: z.number().optional().describe('95 % interval; absent for exact quantities'),
      high: z.number().optional(),
    }),
  ),
});

/** `results/<experiment>/history.json`: every publication, oldest first. */
export const historySchema = z.strictObject({
  schemaVersion: z.literal(1),
  publications: z.array(publicationSchema),
});

export type History = z.infer<typeof historySchema>;
export type Publication = History['publications'][number];
