/**
 * The same function, but one that computes only once for the same object and words: what follows from
 * a record is the same on every page and after every change of the prose. Forgotten with the object.
 */
export function remember<Source extends object, Words extends readonly (string | number)[], Result>(
  compute: (source: Source, ...words: Words) => Result,
): (source: Source, ...words: Words) => Result {
  const results = new WeakMap<Source, Map<string, Result>>();
  return (source, ...words) => {
    const known = results.get(source) ?? new Map<string, Result>();
    results.set(source, known);
    const key = JSON.stringify(words);
    const found = known.get(key);
    if (found !== undefined) return found;
    const result = compute(source, ...words);
    known.set(key, result);
    return result;
  };
}
