import type { FigureView, ViewChoice } from '#charts/figure-view.ts';
import { savePicture } from './save-picture.ts';

type Choose = (choice: ViewChoice) => Promise<void>;

/** The tools of a figure, hidden at first: series, scale, machine, pictures, a link to the view. */
export function figureTools(
  figure: HTMLElement,
  view: FigureView,
  current: () => ViewChoice,
  choose: Choose,
): HTMLElement {
  const tools = document.createElement('div');
  tools.className = 'tools no-print';
  tools.hidden = true;
  tools.append(
    ...seriesTools(view, current, choose),
    ...scaleTool(view, current, choose),
    ...machineTool(view, current, choose),
    pictureTools(figure, view),
  );
  figure.querySelector('.drawings')?.after(tools);
  return tools;
}

export function group(name: string, ...parts: Element[]): HTMLElement {
  const fields = document.createElement('fieldset');
  const legend = document.createElement('legend');
  legend.textContent = name;
  fields.append(legend, ...parts);
  return fields;
}

export function button(
  text: string,
  pressed: boolean | undefined,
  act: () => void,
): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  if (pressed !== undefined) made.setAttribute('aria-pressed', String(pressed));
  made.addEventListener('click', act);
  return made;
}

function seriesTools(view: FigureView, current: () => ViewChoice, choose: Choose): Element[] {
  const chart = view.machines[0]?.chart;
  if (chart?.kind !== 'lines') return [];
  const measured = chart.series.filter(({ kind }) => kind !== 'theory').map(({ id }) => id);
  const buttons = chart.series
    .filter(({ label }) => label !== '')
    .map(({ id, label }) => {
      const made = button(label, !current().hidden.has(id), () => {
        const hidden = new Set(current().hidden);
        if (!hidden.delete(id)) hidden.add(id);
        // One measured series stays: an empty chart shows nothing.
        if (measured.every((each) => hidden.has(each))) return;
        made.setAttribute('aria-pressed', String(!hidden.has(id)));
        void choose({ ...current(), hidden });
      });
      return made;
    });
  return [group(view.words.series, ...buttons)];
}

function scaleTool(view: FigureView, current: () => ViewChoice, choose: Choose): Element[] {
  const chart = view.machines[0]?.chart;
  if (chart?.kind !== 'lines' || !canBeLogarithmic(chart.series)) return [];
  const own = chart.y.scale;
  const buttons = (['log', 'linear'] as const).map((scale) =>
    button(view.words[scale], (current().scale ?? own) === scale, () => {
      for (const each of buttons) each.setAttribute('aria-pressed', 'false');
      buttons[scale === 'log' ? 0 : 1]?.setAttribute('aria-pressed', 'true');
      void choose({ ...current(), scale: scale === own ? undefined : scale });
    }),
  );
  return [group(view.words.scale, ...buttons)];
}

const canBeLogarithmic = (series: readonly { points: readonly { y: number; low?: number }[] }[]) =>
  series.every(({ points }) => points.every(({ y, low }) => (low ?? y) > 0));

function machineTool(view: FigureView, current: () => ViewChoice, choose: Choose): Element[] {
  if (view.machines.length < 2) return [];
  const picker = document.createElement('select');
  picker.ariaLabel = view.words.machine;
  for (const { machine, label } of view.machines) {
    picker.add(new Option(label, machine, false, machine === current().machine));
  }
  picker.addEventListener('change', () => void choose({ ...current(), machine: picker.value }));
  return [group(view.words.machine, picker)];
}

function pictureTools(figure: HTMLElement, view: FigureView): Element {
  const { words } = view;
  const name = view.id.replaceAll('/', '-');
  const link = button(words.link, undefined, async () => {
    await navigator.clipboard.writeText(location.href);
    link.textContent = words.linkCopied;
  });
  return group(
    words.save,
    ...(['SVG', 'PNG'] as const).map((format) =>
      button(format, undefined, () => void savePicture(figure, name, format)),
    ),
    link,
  );
}
