import fc from 'fast-check';
import { expect } from 'vitest';
import { parseRecord, RecordError } from '#results/parse-record.ts';
import { sampleRecord } from '../support/sample-record.ts';

const file = 'src/results/sample/2c-sample.json';
const record = sampleRecord('sample', '2c-sample');

type Path = (string | number)[];

/** Every place in a value, the value itself first. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, each]) =>
    placesIn(each, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [path, ...inner];
}
const places = placesIn(record).slice(1);

/** Values that have no business in a record, as JSON texts: some that JSON.stringify cannot write. */
const strangers = [
  'null',
  'true',
  '-1',
  '0',
  '-0',
  '1e999',
  '0.5',
  '9007199254740993',
  '""',
  '"NaN"',
  '"<script>alert(1)</script>"',
  '"\\u0000\\u202e"',
  '"../../etc/passwd"',
  `"${'x'.repeat(5000)}"`,
  '[]',
  '{}',
  '[[[[[[]]]]]]',
  `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{}}}',
  '[1e308,1e308]',
  'invalid',
];
const marker = 'MUTATED-HERE';

/** The record's text with the value at a place replaced by a text, whatever it is. */
function replacedAt(path: Path, text: string): string {
  const copy = structuredClone(record) as unknown;
  const last = path.at(-1) as string | number;
  const parent = path.slice(0, -1).reduce((value, key) => (value as never)[key], copy);
  (parent as Record<string | number, unknown>)[last] = marker;
  return JSON.stringify(copy).replace(`"${marker}"`, () => text);
}

function removedAt(path: Path): string {
  const copy = structuredClone(record) as unknown;
  const last = path.at(-1) as string | number;
  const parent = path.slice(0, -1).reduce((value, key) => (value as never)[key], copy);
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete (parent as Record<string, unknown>)[last];
  return JSON.stringify(copy);
}

function renamedAt(path: Path, name: string): string {
  const last = path.at(-1);
  return typeof last === 'number'
    ? replacedAt(path, JSON.stringify(name))
    : JSON.stringify(record).replace(`"${last}":`, () => `${JSON.stringify(name)}:`);
}

const whole = JSON.stringify(record);
const place = fc.constantFrom(...places);

/** Texts of a record in which one thing, of whatever kind, is wrong. */
const mutated = fc.oneof(
  fc.tuple(place, fc.constantFrom(...strangers)).map(([path, text]) => replacedAt(path, text)),
  fc.tuple(place, fc.json({ maxDepth: 3 })).map(([path, text]) => replacedAt(path, text)),
  place.map(removedAt),
  fc.tuple(place, fc.string()).map(([path, name]) => renamedAt(path, name)),
  fc.nat(whole.length - 1).map((at) => whole.slice(0, at)),
  fc
    .tuple(fc.nat(whole.length - 1), fc.string({ minLength: 1, maxLength: 3 }))
    .map(([at, text]) => whole.slice(0, at) + text + whole.slice(at + text.length)),
  fc.nat(200_000).map((count) => replacedAt(['seed'], `[${'1,'.repeat(count)}1]`)),
);

/**
 * Reads so many mutated records: each is read, or refused with its file, the place inside it, what
 * was received, what was expected, and the command that repairs it.
 */
export function expectNoSurprise(runs: number): void {
  let refused = 0;
  fc.assert(
    fc.property(mutated, (text) => {
      try {
        parseRecord(text, file);
      } catch (error) {
        refused++;
        expect(error).toBeInstanceOf(RecordError);
        const { message } = error as RecordError;
        expect(message).toMatch(/^src\/results\/sample\/2c-sample\.json: /);
        expect(message).toMatch(/(?:\(the whole record\)|[\w.@-]+): expected [\s\S]+; received /);
        expect(message).toContain('npm run measure -- sample');
        expect(message.length).toBeLessThan(2500);
      }
    }),
    { numRuns: runs, seed: 20_170_612 },
  );
  expect(refused).toBeGreaterThan(runs * 0.7);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
}
