import { z } from 'zod';

/**
 * What an author may write in a post besides Markdown, with its attributes. Every element is a
 * component of the same name in src/components/post/.
 */
export const vocabulary = {
  Figure: z.strictObject({ id: z.string() }),
  Quantity: z.strictObject({ id: z.string() }),
  Claim: z.strictObject({
    quantity: z.string(),
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
    between: z.tuple([z.number(), z.number()]).optional(),
    otherwise: z.string().optional(),
  }),
  Source: z.strictObject({ file: z.string(), region: z.string() }),
} as const;

export type ElementName = keyof typeof vocabulary;

export function isElementName(name: string): name is ElementName {
  return Object.hasOwn(vocabulary, name);
}
