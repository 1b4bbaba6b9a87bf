import type { Localised } from './figure.ts';

/** A term of the glossary, as `src/content/glossary.json` holds it. */
export interface GlossaryTerm extends Localised {
  theme: string;
  definition: Localised;
}

/** The id by which posts name a term: its English words before a comma, without brackets. */
export function termId({ en }: Pick<GlossaryTerm, 'en'>): string {
  const [words = ''] = en.replaceAll(/\([^)]*\)/g, '').split(',');
  return words
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
