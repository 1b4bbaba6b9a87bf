import { unified } from '@astrojs/markdown-remark';
import rehypeAutolinkHeadings from 'rehype-autolink-headings';
import rehypeKatex from 'rehype-katex';
import remarkCjkFriendly from 'remark-cjk-friendly';
import remarkMath from 'remark-math';
import { rehypeFailOnMessages } from './rehype-fail-on-messages.ts';
import { rehypeMarginNotes } from './rehype-margin-notes.ts';
import { remarkHeldPunctuation } from './remark-held-punctuation.ts';
import { remarkImageCaptions } from './remark-image-captions.ts';
import { remarkPlaced } from './remark-placed.ts';
import { remarkSectionIds } from './remark-section-ids.ts';
import { remarkSiteLinks } from './remark-site-links.ts';
import { remarkSmartQuotes } from './remark-smart-quotes.ts';
import { remarkVocabulary } from './remark-vocabulary.ts';

/** What makes pages of posts, under a base path: Markdown, formulas, code and our vocabulary. */
export function postProcessor(base: string) {
  return unified({
    // In its place: remarkSmartQuotes.
    smartypants: false,
    remarkPlugins: [
      remarkSmartQuotes,
      remarkMath,
      remarkCjkFriendly,
      remarkSectionIds,
      remarkImageCaptions,
      [remarkSiteLinks, { base }],
      remarkVocabulary,
      remarkHeldPunctuation,
      remarkPlaced,
    ],
    rehypePlugins: [
      [rehypeKatex, { strict: 'error' }],
      [rehypeAutolinkHeadings, { behavior: 'wrap', properties: { className: ['anchor'] } }],
      rehypeMarginNotes,
      rehypeFailOnMessages,
    ],
  });
}
