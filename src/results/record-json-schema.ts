import { z } from 'zod';
import { recordSchema } from './record.ts';
import { schemaVersion } from './schema-version.ts';

/**
 * The schema of a record as JSON Schema (draft 2020-12), for readers in any language. What it cannot
 * say is checked where records are read: that intervals follow from samples, that names agree.
 */
export function recordJsonSchema(): Record<string, unknown> {
  return {
    title: `Record of one experiment on one machine, version ${schemaVersion}`,
    ...z.toJSONSchema(recordSchema),
  };
}
