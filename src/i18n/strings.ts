import type { ExploreWords, RunWords } from '#charts/figure-view.ts';
import type { ArticleStrings } from './article-strings.ts';
import { en } from './en.ts';
import type { Locale } from './locales.ts';
import { zh } from './zh.ts';

/** One and many of a counted noun, with `{n}` where the number goes. */
export interface CountForms {
  one: string;
  other: string;
}

/** Every word of the interface that no post, figure or record brings. */
export interface UiStrings {
  skipToContent: string;
  languages: string;
  theme: { system: string; light: string; dark: string };
  posts: string;
  experiments: string;
  noPosts: string;
  noExperiments: string;
  draft: string;
  inThisArticle: string;
  /** Heads of the counts under the contents list. */
  counts: { quantities: string; supported: string; refuted: string; inconclusive: string };
  written: string;
  updated: string;
  measured: string;
  /** What stands around an article. */
  article: ArticleStrings;
  /** What an article says about what was measured. */
  post: PostStrings;
  /** The tools of a figure. */
  explore: ExploreWords;
  /** The tool that measures in a reader's browser. */
  runHere: RunWords;
  /** The page of an experiment. */
  experiment: ExperimentStrings;
  instrument: InstrumentStrings;
  scoreboard: ScoreboardStrings;
  search: {
    title: string;
    description: string;
    label: string;
    /** `{n}` pages hold the words. */
    found: CountForms;
    /** No page holds `{query}`. */
    none: string;
    noScript: string;
  };
  machines: { title: string; description: string; note: string };
  /** The reference of what an author may write. */
  vocabulary: {
    title: string;
    description: string;
    note: string;
    markdown: string;
    attribute: string;
    type: string;
    meaning: string;
    /** Stands behind the type of an attribute that may be left out. */
    optional: string;
    forms: { block: string; inline: string };
    contents: { needed: string; optional: string; none: string };
  };
  footer: {
    /** Heading, for readers who do not see the page, of the links to the pages. */
    pages: string;
    glossary: string;
    method: string;
    scoreboard: string;
    misconceptions: string;
    machines: string;
    vocabulary: string;
    about: string;
    prose: string;
    code: string;
    licences: string;
    source: string;
  };
  moved: { title: string; text: string };
  notFound: { title: string; text: string; home: string };
}

/** Predictions beside what was measured, on the scoreboard and on the page of an experiment. */
export interface ScoreboardStrings {
  title: string;
  description: string;
  /** How a verdict is reached; `{level}` is the level in per cent. */
  rule: string;
  prediction: string;
  predicted: string;
  measured: string;
  verdict: string;
  results: { 'as-predicted': string; 'with-condition': string; refuted: string; open: string };
  counted: {
    'as-predicted': CountForms;
    'with-condition': CountForms;
    refuted: CountForms;
    open: CountForms;
  };
  /** Heads of what an experiment says of itself. */
  theory: string;
  equality: string;
  anchors: string;
  limits: string;
}

export interface PostStrings {
  /** `{n}` is the figure's number. */
  figure: string;
  table: string;
  rows: CountForms;
  /** Rows that the table leaves to the data file. */
  moreRows: CountForms;
  /** Heads of the tables below the charts. */
  chartTable: {
    lane: string;
    kind: string;
    label: string;
    startMs: string;
    endMs: string;
    bar: string;
    panel: string;
    size: string;
    filled: string;
    filledShare: string;
  };
  /** What a gain comes from, as badges in a caption. */
  kindsOfGain: string;
  kinds: {
    simd: string;
    cores: string;
    gemm: string;
    dispatch: string;
    overlap: string;
    'less-work': string;
  };
  /** The link to a figure as a file. */
  drawing: string;
  download: string;
  experiment: string;
  rawData: string;
  /** `{level}` is the level in per cent. */
  interval: string;
  quantity: string;
  value: string;
  machine: string;
  engine: string;
  /** Where a record has several. */
  engines: CountForms;
  measuredOn: string;
  /** Head of the interval that the claims of the post are judged by. */
  forClaims: string;
  /** Head of the interval that the last publication had. */
  before: string;
  blocks: CountForms;
  checks: CountForms;
  cores: CountForms;
  threads: CountForms;
  codeUnchanged: string;
  /** `{date}` is the day of the measurement. */
  codeChanged: string;
  /** Origin of a number that has no interval. */
  counted: string;
  claim: string;
  outcomes: { supported: string; refuted: string; inconclusive: string; absent: string };
  /** Where several machines are published: on `{held}` of `{all}` a claim holds. */
  onMachines: string;
  /** One of those on which it does not hold, and what stands between them. */
  otherMachine: string;
  machineSeparator: string;
  /** Published where a claim does not hold and its author gave no other wording. */
  neutral: string;
  /** In the place of a number that the primary machine does not have. */
  absent: string;
  neutralAbsent: string;
  neutralExact: string;
  measuredCode: string;
  runCode: string;
  /** `{n}` is the equation's number, as a sentence refers to it. */
  equation: string;
  /** `{work}` is author and year. */
  cited: string;
  /** `{at}` is the place in the work. */
  citedAt: string;
  references: string;
  bet: { kind: string; right: string; yours: string; skip: string };
  you: string;
}

export interface ExperimentStrings {
  kind: string;
  machines: string;
  times: string;
  proofsNote: string;
  samples: string;
  samplesNote: string;
  code: string;
  codeHash: string;
  codeNote: string;
  summary: string;
  caseName: string;
  medianMs: string;
  work: string;
  steps: string;
  comparedWith: string;
  oracle: string;
  largest: string;
  tolerance: string;
  sameToken: string;
  os: string;
  memory: string;
  packages: string;
  seed: string;
  voided: string;
  unsupported: string;
  failed: string;
  schema: string;
}

/** What an experiment's page says of how its record was measured. */
interface InstrumentStrings {
  heading: string;
  note: string;
  firstCall: string;
  usualCall: string;
  peakMemory: string;
  sittings: string;
  sittingCount: CountForms;
  dayCount: CountForms;
  /** Blocks that are not in the record, since the machine was too noisy and a sitting gave up. */
  discardedCount: CountForms;
  days: string;
  daySpread: string;
  ended: string;
  endedBy: Record<'precision' | 'blocks' | 'budget', string>;
  processor: string;
  kinds: Record<'virtual' | 'physical', string>;
  noGovernor: string;
  governor: string;
  quota: string;
  clock: string;
  clockStep: string;
  steadiness: string;
  drifting: string;
  tooFew: string;
  retried: string;
  retriedRuns: string;
  commit: string;
  dirty: string;
  doubts: Record<'two-heaps' | 'skewed', string>;
}

const strings: Record<Locale, UiStrings> = { en, zh };

export function stringsOf(locale: Locale): UiStrings {
  return strings[locale];
}
