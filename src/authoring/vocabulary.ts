import { z } from 'zod';

const range = z.tuple([z.number(), z.number()]);

/**
 * What an author may write in a post besides Markdown, with its attributes. Every element is a
 * component of the same name in src/components/post/.
 */
export const vocabulary = {
  Bet: z
    .strictObject({
      question: z.string().min(1),
      options: z.array(z.string().min(1)).min(2),
      quantity: z.string(),
      ranges: z.array(range),
    })
    .refine(({ options, ranges }) => options.length === ranges.length, {
      path: ['ranges'],
      message: 'expected a range [low, high] for each of the options',
    }),
  Bibliography: z.strictObject({}),
  Cite: z.strictObject({ key: z.string(), at: z.string().min(1).optional() }),
  Claim: z.strictObject({
    quantity: z.string(),
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
    between: range.optional(),
    otherwise: z.string().optional(),
  }),
  Diagram: z.strictObject({ id: z.string() }),
  Eq: z.strictObject({ to: z.string() }),
  Equation: z.strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'expected small letters, digits and hyphens'),
  }),
  Figure: z.strictObject({ id: z.string() }),
  Glossary: z.strictObject({}),
  Quantity: z.strictObject({ id: z.string() }),
  Source: z.strictObject({ file: z.string(), region: z.string() }),
  Term: z.strictObject({ id: z.string() }),
} as const;

export type ElementName = keyof typeof vocabulary;

export function isElementName(name: string): name is ElementName {
  return Object.hasOwn(vocabulary, name);
}
