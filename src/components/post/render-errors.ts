/**
 * What could not be rendered, by the place where it stands in a post. Astro renders with a copy of
 * this module of its own, so that the list belongs to the process.
 */
const store = globalThis as { [key: symbol]: Map<string, string> | undefined };
const key = Symbol.for('measured.render-errors');

/** Notes an error of the element at "file:line:column"; the build goes on to find the others. */
export function noteRenderError(position: string, error: Error): void {
  const errors = store[key] ?? new Map<string, string>();
  store[key] = errors;
  errors.set(position, error.message);
}

/** Every error noted since the last call, as "file:line:column message", in order of their places. */
export function takeRenderErrors(): string[] {
  const errors = store[key] ?? new Map<string, string>();
  store[key] = undefined;
  const order = new Intl.Collator('en', { numeric: true });
  return [...errors]
    .sort(([a], [b]) => order.compare(a, b))
    .map(([position, message]) => `${position} ${message}`);
}
