import {
  choiceOf,
  chosenChart,
  type FigureView,
  queryOf,
  type ViewChoice,
} from '#charts/figure-view.ts';
import { figureTools } from './figure-tools.ts';
import { pointTips } from './point-tips.ts';

/** A figure that a reader has touched: points tell their values, and its tools can be opened. */
export async function enliven(figure: HTMLElement): Promise<void> {
  const drawings = figure.querySelector<HTMLElement>('.drawings');
  const source = figure.dataset.drawing?.replace(/\.svg$/, '.json');
  if (drawings === null || source === undefined) return;
  const view = (await (await fetch(source)).json()) as FigureView;
  let choice = choiceOf(view, location.search);
  const retip = pointTips(drawings, view.words);
  const redraw = async () => {
    const chart = chosenChart(view, choice);
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
  const turn = () => {
    tools.hidden = !tools.hidden;
    opener?.setAttribute('aria-expanded', String(!tools.hidden));
  };
  opener?.addEventListener('click', turn);
  if (new URLSearchParams(location.search).get('figure') === view.id) {
    turn();
    await redraw();
    figure.scrollIntoView({ block: 'start' });
  }
}
