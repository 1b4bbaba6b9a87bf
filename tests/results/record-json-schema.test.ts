import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { recordJsonSchema } from '#results/record-json-schema.ts';
import { sampleRecord } from '../support/sample-record.ts';

// Read back from plain JSON, as a stranger would read it.
const schema = z.fromJSONSchema(JSON.parse(JSON.stringify(recordJsonSchema())));

describe('the JSON Schema of a record', () => {
  it('names its draft and its version', () => {
    expect(recordJsonSchema()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Record of one experiment on one machine, version 2',
      type: 'object',
    });
  });

  it('accepts a record', () => {
    expect(schema.safeParse(sampleRecord('sample', 'here')).error).toBeUndefined();
  });

  it.each([
    ['an unknown field', { more: 1 }],
    ['another version', { schemaVersion: 3 }],
    ['a name that is a path', { experiment: '../x' }],
    ['no blocks', { blocks: undefined }],
  ])('refuses %s', (_what, change) => {
    expect(schema.safeParse({ ...sampleRecord('sample', 'here'), ...change }).success).toBe(false);
  });
});
