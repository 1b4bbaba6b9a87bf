import { z } from 'zod';

const range = z.tuple([z.number(), z.number()]);
const id = z.string().min(1);

/** Whether an element stands on lines of its own, and whether something stands inside it. */
export interface ElementForm {
  form: 'block' | 'inline';
  content: 'needed' | 'optional' | 'none';
  /** The attributes by which it is the same in another language; undefined: it is not compared. */
  identity?: readonly string[];
}

/**
 * What an author may write in a post besides Markdown, with its attributes. Every element is a
 * component of the same name in src/components/post/; src/content/vocabulary-words.ts says what it
 * is for.
 */
export const vocabulary = {
  Aside: z.strictObject({ title: z.string().min(1) }),
  Bet: z
    .strictObject({
      question: z.string().min(1),
      options: z.array(z.string().min(1)).min(2),
      quantity: id,
      ranges: z.array(range),
    })
    .refine(({ options, ranges }) => options.length === ranges.length, {
      path: ['ranges'],
      message: 'expected a range [low, high] for each of the options',
    }),
  Bibliography: z.strictObject({}),
  Cite: z.strictObject({ key: id, at: z.string().min(1).optional() }),
  Claim: z.strictObject({
    quantity: id,
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
    between: range.optional(),
    otherwise: z.string().min(1).optional(),
  }),
  Diagram: z.strictObject({ id }),
  Eq: z.strictObject({ to: id }),
  Equation: z.strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'expected small letters, digits and hyphens'),
  }),
  Figure: z.strictObject({ id }),
  Glossary: z.strictObject({}),
  Machine: z.strictObject({
    show: z.enum(['cores', 'cpu', 'memory', 'library']),
    of: id.optional(),
  }),
  Numerals: z.strictObject({}),
  PaperModel: z.strictObject({ run: id }),
  Quantity: z.strictObject({ id }),
  Sidenote: z.strictObject({}),
  Source: z.strictObject({
    file: id,
    region: id,
    highlight: z
      .string()
      .regex(/^\d+(-\d+)?(,\d+(-\d+)?)*$/, 'expected lines such as "3" or "3-5,8"')
      .optional(),
  }),
  Term: z.strictObject({ id }),
} as const;

export type ElementName = keyof typeof vocabulary;

export const elementForms: Readonly<Record<ElementName, ElementForm>> = {
  Aside: { form: 'block', content: 'needed', identity: [] },
  Bet: { form: 'block', content: 'needed', identity: ['quantity', 'ranges'] },
  Bibliography: { form: 'block', content: 'none', identity: [] },
  Cite: { form: 'inline', content: 'optional', identity: ['key'] },
  Claim: {
    form: 'block',
    content: 'needed',
    identity: ['quantity', 'atLeast', 'atMost', 'between'],
  },
  Diagram: { form: 'block', content: 'optional', identity: ['id'] },
  Eq: { form: 'inline', content: 'none' },
  Equation: { form: 'block', content: 'needed', identity: ['id'] },
  Figure: { form: 'block', content: 'optional', identity: ['id'] },
  Glossary: { form: 'block', content: 'none' },
  Machine: { form: 'inline', content: 'none' },
  Numerals: { form: 'block', content: 'none' },
  PaperModel: { form: 'block', content: 'none', identity: ['run'] },
  Quantity: { form: 'inline', content: 'none', identity: ['id'] },
  Sidenote: { form: 'inline', content: 'needed' },
  Source: { form: 'block', content: 'none', identity: ['file', 'region', 'highlight'] },
  Term: { form: 'inline', content: 'needed', identity: ['id'] },
};

export function isElementName(name: string): name is ElementName {
  return Object.hasOwn(vocabulary, name);
}
