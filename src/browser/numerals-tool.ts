import { attentionTable } from '#trained/attention-table.ts';
import weightsAddress from '#trained/numerals.bin?url';
import type { NumeralsWords } from '#trained/numerals-words.ts';
import { drawAttention } from './draw-attention.ts';
import type { LayerMap, NumeralsReply, NumeralsRequest } from './numerals-messages.ts';

/** What the network has said so far of one numeral, and what it looked at: maps by layer. */
interface Spoken {
  numeral: string;
  words: string[];
  encoder: LayerMap[];
  /** By word. */
  own: LayerMap[][];
  source: LayerMap[][];
  encoderMs: number;
  decoderMs: number;
}

type View = keyof NumeralsWords['views'];

/** Loads the network and lets a reader type a number: words come one by one, what they look at with them. */
export async function openNumerals(section: HTMLElement, words: NumeralsWords): Promise<void> {
  const said = section.querySelector<HTMLElement>('[data-said]') as HTMLElement;
  said.textContent = words.loading;
  const worker = new Worker(new URL('./numerals-worker.ts', import.meta.url), { type: 'module' });
  const ask = (request: NumeralsRequest) => worker.postMessage(request);
  const form = section.querySelector<HTMLElement>('[data-form]') as HTMLElement;
  const { field, fields, shown } = formOf(section, words, (text) => {
    said.textContent = '';
    ask({ task: 'say', text });
  });
  let spoken: Spoken | undefined;
  const draw = () => {
    if (spoken === undefined) return;
    const [view, layer, head] = shown();
    drawAttention(
      section,
      captionOf(spoken, view, layer, head, words),
      tableOf(spoken, view, layer, head),
    );
  };
  fields.addEventListener('change', draw);

  const onReply = (reply: NumeralsReply) => {
    if (reply.kind === 'ready') {
      form.replaceChildren(fields);
      said.textContent = '';
      field.focus();
    } else if (reply.kind === 'failed') {
      said.textContent = words.failed.replace('{reason}', reply.reason);
    } else if (reply.kind === 'faulty') {
      said.textContent = words.faults[reply.fault].replace('{symbol}', reply.symbol ?? '');
      field.ariaInvalid = 'true';
    } else if (reply.kind === 'encoded') {
      field.ariaInvalid = 'false';
      const { numeral, ms: encoderMs, own: encoder } = reply;
      spoken = { numeral, words: [], encoder, own: [], source: [], encoderMs, decoderMs: 0 };
    } else if (spoken !== undefined && reply.kind === 'said') {
      spoken.decoderMs += reply.ms;
      if (reply.word !== undefined) {
        spoken.words.push(reply.word);
        spoken.own.push(reply.own);
        spoken.source.push(reply.source);
      }
      said.textContent = progressText(spoken, words);
      draw();
    } else if (spoken !== undefined && reply.kind === 'done') {
      const expected = reply.expected.join(' ');
      const verdict =
        expected === spoken.words.join(' ')
          ? words.right
          : words.wrong.replace('{expected}', expected);
      said.textContent = `${progressText(spoken, words)} ${verdict}`;
    }
  };
  worker.addEventListener('message', ({ data }: MessageEvent<NumeralsReply>) => onReply(data));
  worker.addEventListener('error', ({ message }) =>
    onReply({ kind: 'failed', reason: message || 'The worker could not be started.' }),
  );
  ask({
    task: 'open',
    weights: new URL(weightsAddress, location.href).href,
    sha256: section.dataset.numerals ?? '',
    wasmFolder: new URL(`${import.meta.env.BASE_URL}wasm/`, location.href).href,
  });
}

function formOf(section: HTMLElement, words: NumeralsWords, say: (text: string) => void) {
  const fields = document.createElement('form');
  const field = document.createElement('input');
  field.value = section.dataset.numeral ?? '';
  field.autocomplete = 'off';
  field.enterKeyHint = 'go';
  const button = document.createElement('button');
  button.textContent = words.say;
  fields.addEventListener('submit', (event) => {
    event.preventDefault();
    say(field.value);
  });
  const view = picker(words.view, Object.entries(words.views));
  const layers = numbered(Number(section.dataset.layers), words.layer, '{layer}');
  const layer = picker(words.layer.replace('{layer}', '').trim(), layers);
  const heads = numbered(Number(section.dataset.heads), words.head, '{head}');
  const head = picker(words.allHeads, [['', words.allHeads], ...heads]);
  layer.value = String(layers.length - 1);
  const label = document.createElement('label');
  label.append(words.label, field);
  const pickers = document.createElement('p');
  pickers.append(view, layer, head);
  fields.append(label, button, pickers);
  const shown = (): [View, number, number | undefined] => [
    view.value as View,
    Number(layer.value),
    head.value === '' ? undefined : Number(head.value),
  ];
  return { field, fields, shown };
}

function numbered(count: number, text: string, place: string): [string, string][] {
  return Array.from({ length: count }, (_, at) => [
    String(at),
    text.replace(place, String(at + 1)),
  ]);
}

function picker(name: string, options: readonly (readonly [string, string])[]): HTMLSelectElement {
  const select = document.createElement('select');
  select.ariaLabel = name;
  for (const [value, text] of options) select.add(new Option(text, value));
  return select;
}

function progressText({ numeral, words: spoken, ...spent }: Spoken, words: NumeralsWords): string {
  const ms = (value: number) => value.toFixed(1);
  return [
    `“${spoken.join(' ')}”`,
    words.encoded.replace('{n}', String([...numeral].length)).replace('{ms}', ms(spent.encoderMs)),
    words.said.replace('{n}', String(spoken.length)).replace('{ms}', ms(spent.decoderMs)),
  ].join(' ');
}

function captionOf(
  { numeral }: Spoken,
  view: View,
  layer: number,
  head: number | undefined,
  words: NumeralsWords,
): string {
  const heads =
    head === undefined ? words.allHeads : words.head.replace('{head}', String(head + 1));
  return words.caption
    .replace('{numeral}', numeral)
    .replace('{view}', words.views[view])
    .replace('{layer}', words.layer.replace('{layer}', String(layer + 1)))
    .replace('{heads}', heads);
}

function tableOf({ numeral, words, ...maps }: Spoken, view: View, layer: number, head?: number) {
  const characters = [...numeral];
  if (view === 'charactersAtCharacters') {
    const { weights, shape } = maps.encoder[layer] as LayerMap;
    return attentionTable(weights, shape, { rows: characters, columns: characters }, head);
  }
  // A row a word: the first looks at the beginning alone, and each later one at one word more.
  const columns = view === 'wordsAtCharacters' ? characters : ['·', ...words.slice(0, -1)];
  const byWord = view === 'wordsAtCharacters' ? maps.source : maps.own;
  const rows = words.flatMap((word, at) => {
    const { weights, shape } = (byWord[at] as LayerMap[])[layer] as LayerMap;
    return attentionTable(weights, shape, { rows: [word], columns }, head).rows;
  });
  return { columns, rows };
}
