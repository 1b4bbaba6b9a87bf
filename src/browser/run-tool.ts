import type { RunnableHere } from '#charts/figure-view.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { button, group } from './figure-tools.ts';
import { blockCount, measureHere, type Progress } from './own-record.ts';
import type { PageEngine } from './run-messages.ts';

const engines: Record<PageEngine, string> = {
  wasm: 'WebAssembly',
  webgl: 'WebGL',
  webgpu: 'WebGPU',
};

/**
 * The tool that measures a figure's experiment in the reader's browser: her engine, a start that
 * turns into a stop, how far it is, and her record to take along.
 */
export function runTool(
  here: RunnableHere,
  draw: (record: MeasuredRecord) => Promise<void>,
): HTMLElement {
  const { words } = here;
  const picker = document.createElement('select');
  picker.ariaLabel = words.engine;
  for (const [engine, name] of Object.entries(engines)) picker.add(new Option(name, engine));
  const said = document.createElement('p');
  said.setAttribute('role', 'status');
  said.textContent = words.note;
  const meter = document.createElement('progress');
  meter.max = blockCount + 1;
  meter.hidden = true;
  meter.ariaLabel = words.run;
  const download = document.createElement('a');
  download.hidden = true;
  download.textContent = words.download;
  let stop: AbortController | undefined;

  const measure = async (controller: AbortController) => {
    const progress = (now: Progress) => {
      said.textContent = progressText(here, now);
      meter.value = now.block;
    };
    const engine = picker.value as PageEngine;
    try {
      const record = await measureHere({ here, engine, signal: controller.signal, progress });
      await draw(record);
      offer(download, record);
      said.textContent = doneText(here, record);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      said.textContent = controller.signal.aborted
        ? words.stopped
        : words.failed.replace('{reason}', reason);
    }
  };
  const starter = button(words.start, undefined, async () => {
    if (stop !== undefined) return stop.abort();
    stop = new AbortController();
    starter.textContent = words.stop;
    picker.disabled = true;
    meter.hidden = false;
    meter.value = 0;
    await measure(stop);
    stop = undefined;
    starter.textContent = words.start;
    picker.disabled = false;
    meter.hidden = true;
  });
  const tool = group(words.run, picker, starter, meter, download, said);
  tool.className = 'run-here';
  return tool;
}

function progressText({ words, labels }: RunnableHere, { block, caseId, at }: Progress): string {
  const label = labels[caseId] ?? caseId;
  return block === 0
    ? words.checking.replace('{case}', label).replace('{at}', String(at))
    : words.measuring
        .replace('{n}', String(block))
        .replace('{count}', String(blockCount))
        .replace('{case}', label);
}

/** What was measured, beside what was published, and what could not be. */
function doneText({ words, labels, published }: RunnableHere, record: MeasuredRecord): string {
  const stepMs = (record.sessions[0]?.clockStepNs ?? 0) / 1e6;
  const missing = record.cases
    .filter(({ id, state }) => state !== 'measured' && labels[id] !== undefined)
    .map(({ id }) => labels[id]);
  const sentences = [
    words.done
      .replace('{engine}', record.engine.library)
      .replace('{browser}', record.browser ?? '')
      .replace('{blocks}', String(record.blocks.length))
      .replace('{step}', String(Number(stepMs.toPrecision(2))))
      .replace('{published}', published),
    ...(missing.length > 0 ? [words.missing.replace('{cases}', missing.join(words.and))] : []),
  ];
  return sentences.join(' ');
}

function offer(download: HTMLAnchorElement, record: MeasuredRecord): void {
  URL.revokeObjectURL(download.href);
  const json = new Blob([JSON.stringify(record)], { type: 'application/json' });
  download.href = URL.createObjectURL(json);
  download.download = `${record.experiment}.${record.machine.id}.json`;
  download.hidden = false;
}
