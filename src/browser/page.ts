import { copyCode } from './copy-code.ts';
import { focusScrollers } from './focus-scrollers.ts';
import { followContents } from './follow-contents.ts';
import { keepPlace } from './keep-place.ts';
import { wakeFigures } from './wake-figures.ts';
import { wakeNumerals } from './wake-numerals.ts';
import { wakePaperModels } from './wake-paper-models.ts';

// What every page runs at once. Nothing here is needed for reading.
const all = <Kind extends Element>(selector: string) => [
  ...document.querySelectorAll<Kind>(selector),
];
followContents(all('.contents a'));
keepPlace(all('header a[hreflang]'), all('main h2[id], main h3[id]'));
wakeFigures(all('figure[data-figure]'));
wakeNumerals(all('[data-numerals]'));
wakePaperModels(all('[data-paper-model]'));
const links = all<HTMLAnchorElement>('a.term, a.cite');
if (links.length > 0) void import('./link-tips.ts').then(({ linkTips }) => linkTips(links));
focusScrollers(all('.katex-display'));
const { copy, copied } = document.documentElement.dataset;
if (copy !== undefined && copied !== undefined) {
  copyCode(all('.prose pre, pre[data-copy]'), { copy, copied });
}
