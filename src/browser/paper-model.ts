import { explain } from '#scaling/explain.ts';
import { hardware } from '#scaling/hardware.ts';
import type { ModelWords } from '#scaling/model-words.ts';
import { numberText } from '#scaling/number-text.ts';
import { printedBeside } from '#scaling/printed-beside.ts';
import { publishedRows } from '#scaling/published-rows.ts';
import {
  choices,
  parseSetting,
  type Setting,
  settingText,
  sizeOf,
  withSize,
} from '#scaling/setting.ts';

const parameter = 'paper';

/** Lets a reader change the numbers of the model on paper; its state is in the address. */
export function openPaperModel(section: HTMLElement, words: ModelWords): void {
  const asked = new URLSearchParams(location.search).get(parameter);
  const given = section.dataset.paperModel ?? '';
  let setting = parseSetting(asked ?? given) ?? (parseSetting(given) as Setting);
  const form = section.querySelector<HTMLElement>('[data-form]') as HTMLElement;
  const update = (next: Setting) => {
    setting = next;
    const query = new URLSearchParams(location.search);
    query.set(parameter, settingText(next));
    history.replaceState(null, '', `?${query}${location.hash}`);
    show(section, next, words);
    for (const fill of fillers) fill();
  };
  const fillers: (() => void)[] = [];
  const fields = document.createElement('fieldset');
  const legend = document.createElement('legend');
  legend.className = 'visually-hidden';
  legend.textContent = words.title;
  fields.append(
    legend,
    runPicker(words, () => setting, update, fillers),
    picker(
      words.hardware,
      Object.entries(hardware).map(([id, { name }]) => [id, name]),
      {
        value: () => setting.hardware,
        choose: (id) => update({ ...setting, hardware: id as Setting['hardware'] }),
        fillers,
      },
    ),
    ...choices.map((choice) =>
      slider(words.sizes[choice.name], choice.values, {
        value: () => sizeOf(setting, choice.name),
        choose: (value) => update(withSize(setting, choice.name, value)),
        fillers,
      }),
    ),
    picker(words.recomputation, Object.entries(words.recomputations), {
      value: () => setting.plan.recomputation,
      choose: (id) => {
        const recomputation = id as Setting['plan']['recomputation'];
        update({ ...setting, plan: { ...setting.plan, recomputation } });
      },
      fillers,
    }),
    tick(words.sequenceParallel, {
      value: () => setting.plan.sequenceParallel,
      choose: (sequenceParallel) =>
        update({ ...setting, plan: { ...setting.plan, sequenceParallel } }),
      fillers,
    }),
  );
  form.replaceChildren(fields);
  show(section, setting, words);
  for (const fill of fillers) fill();
}

interface Field<Value> {
  value(): Value;
  choose(value: Value): void;
  /** What shows a setting in the form again, after any change. */
  fillers: (() => void)[];
}

function labelled(text: string, ...parts: Element[]): HTMLLabelElement {
  const label = document.createElement('label');
  label.append(text, ...parts);
  return label;
}

function picker(
  text: string,
  options: readonly (readonly [value: string, name: string])[],
  { value, choose, fillers }: Field<string>,
): HTMLElement {
  const select = document.createElement('select');
  for (const [id, name] of options) select.add(new Option(name, id));
  select.addEventListener('change', () => choose(select.value));
  fillers.push(() => {
    select.value = value();
  });
  return labelled(text, select);
}

/** A slider over given values. A value that is none of them stands where it would lie. */
function slider(
  text: string,
  values: readonly number[],
  { value, choose, fillers }: Field<number>,
): HTMLElement {
  const input = document.createElement('input');
  input.type = 'range';
  input.max = String(values.length - 1);
  const output = document.createElement('output');
  input.addEventListener('input', () => choose(values[input.valueAsNumber] as number));
  fillers.push(() => {
    const now = value();
    const above = values.findIndex((each) => each >= now);
    input.value = String(above === -1 ? values.length - 1 : above);
    output.textContent = numberText({ value: now, unit: 'count' });
    input.ariaValueText = output.textContent;
  });
  const pair = document.createElement('span');
  pair.className = 'pair';
  pair.append(text, output);
  const label = document.createElement('label');
  label.append(pair, input);
  return label;
}

function tick(text: string, { value, choose, fillers }: Field<boolean>): HTMLElement {
  const input = document.createElement('input');
  input.type = 'checkbox';
  input.addEventListener('change', () => choose(input.checked));
  fillers.push(() => {
    input.checked = value();
  });
  const pair = document.createElement('span');
  pair.className = 'pair';
  pair.append(text, input);
  const label = document.createElement('label');
  label.append(pair);
  return label;
}

function runPicker(
  words: ModelWords,
  now: () => Setting,
  update: (setting: Setting) => void,
  fillers: Field<string>['fillers'],
): HTMLElement {
  const named = publishedRows.map(({ name }) => [name, name] as const);
  return picker(words.run, [['', words.ownRun], ...named], {
    value: () => runOf(now())?.name ?? '',
    choose(name) {
      const row = publishedRows.find((each) => each.name === name);
      if (row === undefined) return;
      update({ hardware: row.hardware, shape: row.shape, plan: row.plan });
    },
    fillers,
  });
}

/** The published run with just this setting. */
function runOf(setting: Setting) {
  const text = settingText(setting);
  return publishedRows.find((row) => settingText(row) === text);
}

function show(section: HTMLElement, setting: Setting, words: ModelWords): void {
  const explained = explain(setting);
  const said = section.querySelector('[data-said]') as HTMLElement;
  const sentences = explained.problems.map((problem) =>
    filled(words.problems[problem.rule], { ...problem }),
  );
  const row = runOf(setting);
  const run = section.querySelector('[data-run]') as HTMLElement;
  const { name } = hardware[setting.hardware];
  run.textContent = row === undefined ? name : `${row.name}, ${name}`;
  const table = section.querySelector('table') as HTMLTableElement;
  table.hidden = !('numbers' in explained);
  if ('numbers' in explained) {
    for (const each of explained.numbers) {
      const line = section.querySelector(`[data-number='${each.name}']`);
      const [formula, value] = line?.querySelectorAll('td') ?? [];
      if (formula !== undefined) formula.textContent = each.formula;
      if (value !== undefined) value.textContent = numberText(each);
    }
    if (explained.memoryShare > 1) {
      const percent = Math.round(100 * explained.memoryShare);
      sentences.push(filled(words.problems.memory, { percent }));
    }
    sentences.push(...(row === undefined ? [] : printedSentences(row.name, words)));
  }
  said.textContent = sentences.join(' ');
}

function printedSentences(run: string, words: ModelWords): string[] {
  return printedBeside(run).map(({ printed, modelled, error }) =>
    filled(words.printed, { cite: run, printed, modelled, error }),
  );
}

function filled(text: string, values: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
