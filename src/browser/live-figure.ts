import {
  choiceOf,
  chosenChart,
  type FigureView,
  queryOf,
  type ViewChoice,
} from '#charts/figure-view.ts';
import { withOwnTimes } from '#charts/own-series.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { figureTools } from './figure-tools.ts';
import { pointTips } from './point-tips.ts';

/** A figure that a reader has touched: points tell their values, and its tools can be opened. */
export async function enliven(figure: HTMLElement): Promise<void> {
  const drawings = figure.querySelector<HTMLElement>('.drawings');
  const source = figure.dataset.drawing?.replace(/\.svg$/, '.json');
  if (drawings === null || source === undefined) return;
  const view = (await (await fetch(source)).json()) as FigureView;
  let choice = choiceOf(view, location.search);
  let own: MeasuredRecord | undefined;
  const retip = pointTips(drawings, view.words);
  const redraw = async () => {
    const chosen = chosenChart(view, choice);
    const chart =
      own !== undefined && chosen.kind === 'lines' && view.here !== undefined
        ? withOwnTimes(chosen, own.estimates, view.here.words.yours)
        : chosen;
    const { renderChart } = await import('#charts/chart.ts');
    for (const svg of drawings.querySelectorAll('svg')) {
      const width = svg.classList.contains('chart-360') ? 360 : 720;
      const idPrefix = svg.getAttribute('aria-labelledby')?.replace(`-${width}-title`, '') ?? '';
      svg.outerHTML = renderChart(chart, { width, idPrefix });
    }
    retip(chart);
  };
  const choose = async (next: ViewChoice) => {
    choice = next;
    history.replaceState(null, '', `?${queryOf(view, choice)}${location.hash}`);
    await redraw();
  };
  retip(chosenChart(view, choice));
  const tools = figureTools(figure, view, () => choice, choose);
  const opener = figure.querySelector<HTMLButtonElement>('[data-explore]');
  const show = (shown: boolean) => {
    tools.hidden = !shown;
    opener?.setAttribute('aria-expanded', String(shown));
  };
  opener?.addEventListener('click', () => show(tools.hidden === true));
  if (view.here !== undefined) {
    const { runTool } = await import('./run-tool.ts');
    const tool = runTool(view.here, (record) => {
      own = record;
      return redraw();
    });
    tools.append(tool);
    figure.querySelector('[data-run-here]')?.addEventListener('click', () => {
      show(true);
      tool.querySelector('select')?.focus();
    });
  }
  if (new URLSearchParams(location.search).get('figure') === view.id) {
    show(true);
    await redraw();
    // A figure in a bet is shown without a guess to whoever follows a link to it.
    const skip = figure.closest('.bet')?.querySelector<HTMLInputElement>('.skip input');
    if (skip) skip.checked = true;
    figure.scrollIntoView({ block: 'start' });
  }
}
