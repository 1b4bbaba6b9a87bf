/** The largest record, in characters: what a page can carry and a reviewer can look through. */
export const largestRecord = 1_000_000;

/** Deeper than any record. */
const deepest = 20;

const prototypeKeys = ['__proto__', 'constructor', 'prototype'];

/** Control characters, and those that turn the direction of the text around them. */
const unseen = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

/** A text that is no JSON that a record could be; says where, what was received and expected. */
export class JsonError extends Error {
  override name = 'JsonError';
}

/**
 * Reads JSON that a stranger may have written: not too long, not too deep, without keys that reach
 * for prototypes and without characters that cannot be seen. Throws a JsonError.
 */
export function readUntrustedJson(text: string): unknown {
  if (text.length > largestRecord) {
    throw new JsonError(
      `${whole}: expected at most ${largestRecord} characters; received ${text.length}`,
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new JsonError(
      `${whole}: expected whole JSON; received ${text.length} characters that are not ` +
        `whole JSON (${printable((error as Error).message)})`,
    );
  }
  refuseStrangeParts(json);
  return json;
}

const whole = '(the whole record)';
const unseenEverywhere = new RegExp(unseen, 'gu');

/** A stranger's text as it may be printed: what cannot be seen, and what terminals obey, replaced. */
export function printable(text: string): string {
  return text.replaceAll(unseenEverywhere, '�');
}

/** Walks without recursion, so that no depth overflows the stack. */
function refuseStrangeParts(json: unknown): void {
  const waiting: { value: unknown; path: string[] }[] = [{ value: json, path: [] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path } = next;
    const where = path.join('.') || whole;
    if (typeof value === 'string' && unseen.test(value)) {
      throw new JsonError(
        `${where}: expected characters that can be seen; received ${JSON.stringify(value).slice(0, 60)}`,
      );
    }
    if (typeof value !== 'object' || value === null) continue;
    if (path.length >= deepest) {
      throw new JsonError(`${where}: expected at most ${deepest} levels; received more`);
    }
    for (const key of Object.keys(value)) {
      if (prototypeKeys.includes(key)) {
        throw new JsonError(`${where}: expected no key "${key}"; received one`);
      }
      const shown = printable(key).slice(0, 60);
      waiting.push({ value: (value as Record<string, unknown>)[key], path: [...path, shown] });
    }
  }
}
