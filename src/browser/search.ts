/** What Pagefind's own module offers of what is used here (pagefind.app/docs/api). */
interface Engine {
  options(options: { ranking: Ranking }): Promise<void>;
  debouncedSearch(query: string): Promise<{ results: { data(): Promise<Found> }[] } | null>;
}
interface Ranking {
  pageLength: number;
  termFrequency: number;
  /** What a word counts in a page's title, and in its short name. */
  metaWeights: Record<string, number>;
}
interface Found {
  url: string;
  excerpt: string;
  meta: { title: string };
}

const shown = 20;
const place = document.querySelector<HTMLElement>('[data-search]');
const field = place?.querySelector('input');
const counted = document.querySelector('[data-search-status]');
const list = document.querySelector('[data-search-results]');
if (place && field && counted && list) start(place, field, counted, list);

/** Searches as the reader types, and what the address asks for (`?q=…`). */
function start(place: HTMLElement, field: HTMLInputElement, counted: Element, list: Element) {
  const { engine = '', one = '', other = '', none = '' } = place.dataset;
  let loading: Promise<Engine> | undefined;
  const load = () => {
    loading ??= prepare(engine);
    return loading;
  };

  const search = async () => {
    const query = field.value.trim();
    history.replaceState(
      null,
      '',
      query === '' ? location.pathname : `?q=${encodeURIComponent(query)}`,
    );
    if (query === '') {
      counted.textContent = '';
      list.replaceChildren();
      return;
    }
    const found = await (await load()).debouncedSearch(query);
    if (found === null) return;
    const pages = await Promise.all(found.results.slice(0, shown).map((each) => each.data()));
    if (field.value.trim() !== query) return;
    const count = found.results.length;
    const phrase = count === 0 ? none : count === 1 ? one : other;
    counted.textContent = phrase.replace('{n}', String(count)).replace('{query}', query);
    list.replaceChildren(...pages.map(toItem));
  };

  field.addEventListener('input', search);
  field.addEventListener('focus', load, { once: true });
  field.value = new URLSearchParams(location.search).get('q') ?? '';
  field.focus();
  if (field.value !== '') void search();
}

/** A page counts for what it is called and for how words stand in it, not for being short: articles are long. */
async function prepare(address: string): Promise<Engine> {
  const engine = (await import(/* @vite-ignore */ address)) as Engine;
  const metaWeights = { title: 5, name: 5 };
  await engine.options({ ranking: { pageLength: 0, termFrequency: 0, metaWeights } });
  return engine;
}

function toItem({ url, excerpt, meta }: Found): Element {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = url;
  link.textContent = meta.title;
  const text = document.createElement('p');
  // Pagefind escapes the page's text and adds only its <mark>.
  text.innerHTML = excerpt;
  item.append(link, text);
  return item;
}
