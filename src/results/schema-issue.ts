import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** A schema's issue in one line: `path: expected …; received …`. */
export function describeIssue(issue: Issue, json: unknown): string {
  const path = issue.path.map((key) => String(key).slice(0, 60)).join('.') || '(the whole record)';
  return `${path}: expected ${expectation(issue)}; received ${received(issue, json)}`;
}

function expectation(issue: Issue): string {
  if (issue.code === 'unrecognized_keys') return 'no other keys than the schema names';
  if (issue.code === 'invalid_value') {
    return `${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
  }
  if (issue.code === 'invalid_type') return issue.expected;
  if (issue.code === 'invalid_format' && issue.format === 'datetime') {
    return 'a date and time of ISO 8601, in UTC';
  }
  // Messages of our own say what is expected; zod's do so in their second half.
  return issue.message.replace(/^(?:Too (?:small|big): |Invalid [^:]*: )?expected /, '');
}

function received(issue: Issue, json: unknown): string {
  if (issue.code === 'unrecognized_keys')
    return issue.keys
      .map((key) => JSON.stringify(key))
      .join(', ')
      .slice(0, 60);
  let value = json;
  for (const key of issue.path) value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
  const shown = JSON.stringify(value) ?? 'nothing';
  return shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
}
