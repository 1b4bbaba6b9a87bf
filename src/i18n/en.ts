import type { UiStrings } from './strings.ts';

export const en = {
  skipToContent: 'Skip to content',
  home: 'Home',
  languages: 'Language',
  theme: {
    system: 'Colours follow the system; switch to light',
    light: 'Light colours; switch to dark',
    dark: 'Dark colours; follow the system',
  },
  posts: 'Articles',
  experiments: 'Experiments',
  noPosts: 'No article has been published in English yet.',
  noExperiments: 'No experiment has been published yet.',
  draft: 'draft',
  inThisArticle: 'In this article',
  counts: {
    quantities: 'measured numbers',
    supported: 'claims that hold',
    refuted: 'claims that fail',
    inconclusive: 'claims undecided',
  },
  written: 'Written',
  updated: 'Updated',
  measured: 'Measured',
  footer: { prose: 'Text', code: 'Code', source: 'Source' },
  notFound: {
    title: 'This page does not exist',
    text: 'The address may be misspelt, or the page may have moved.',
    home: 'All articles and experiments',
  },
} satisfies UiStrings;
