import {
  type HostileRecord,
  samples,
  script,
  whole,
  withText,
  withValue,
} from './edited-record.ts';

/** What would be shown, or run, if it were believed; and what would reach for the program that reads it. */
export const hostileTexts: readonly HostileRecord[] = [
  [
    'a script for a machine’s name',
    withValue('machine.id', script),
    /machine\.id: expected lower-case letters, digits and hyphens; received "<script>/,
  ],
  [
    'a script for an experiment’s name',
    withValue('experiment', script),
    /experiment: expected lower-case/,
  ],
  [
    'a script for a case’s name',
    withValue('cases.0.id', script),
    /cases\.0\.id: expected NETWORK@/,
  ],
  [
    'a script for the name of what is computed',
    withValue('cases.0.computes', script),
    /cases\.0\.computes: expected lower-case/,
  ],
  [
    'a script for a unit’s number',
    withValue('machine.cores', script),
    /machine\.cores: expected (int|number); received "<script>/,
  ],
  [
    'a path for an experiment’s name',
    withValue('experiment', '../../../etc/passwd'),
    /experiment: expected lower-case/,
  ],
  [
    'a path for a machine’s name',
    withValue('machine.id', '../../package'),
    /machine\.id: expected lower-case/,
  ],
  [
    'another experiment than its folder says',
    withValue('experiment', 'heads'),
    /experiment: expected "decoding-schedules", as its folder; received "heads"/,
  ],
  [
    'an escape sequence for terminals',
    withText('machine.cpu', '"\\u001b[2J\\u001b]0;owned\\u0007"'),
    /machine\.cpu: expected characters that can be seen/,
  ],
  [
    'letters that turn the direction of the text',
    withText('machine.cpu', '"\\u202egnp.exe"'),
    /machine\.cpu: expected characters that can be seen/,
  ],
  [
    'a line break in a name',
    withText('machine.os', '"Linux\\n::error::owned"'),
    /machine\.os: expected characters that can be seen/,
  ],
  [
    'a name of a thousand letters',
    withValue('machine.cpu', 'x'.repeat(1000)),
    /machine\.cpu: expected string to have <=200 characters/,
  ],
  [
    'a command for a commit',
    withValue('sessions.0.commit', '$(rm -rf /)'),
    /sessions\.0\.commit: expected .*; received "\$\(rm -rf \/\)"/,
  ],
  // What would reach for the program that reads it.
  [
    'a key __proto__',
    withText('machine', '{"__proto__":{"isAdmin":true}}'),
    /machine: expected no key "__proto__"/,
  ],
  [
    'a key constructor',
    withText('shape', '{"constructor":{"prototype":{"polluted":1}}}'),
    /shape: expected no key "constructor"/,
  ],
  [
    'a key prototype among packages',
    withText('code.packages', '{"prototype":"1"}'),
    /code\.packages: expected no key "prototype"/,
  ],
  ['a key that no schema names', withValue('evil', 1), /expected no other keys .*received "evil"/],
  [
    'ten thousand levels',
    withText('seed', '['.repeat(10_000) + ']'.repeat(10_000)),
    /expected at most 20 levels; received more/,
  ],
  [
    'ten million samples',
    `{"samplesMs":[${'1,'.repeat(10_000_000)}1]}`,
    /expected at most 1000000 bytes; received 200000\d\d/,
  ],
  ['100 MB', ' '.repeat(100_000_000), /expected at most 1000000 bytes; received 100000000/],
  [
    'more samples of a trial than any has',
    withValue(
      samples,
      Array.from({ length: 1001 }, () => 3),
    ),
    /samplesMs: expected .*1000/,
  ],
  [
    'ten thousand blocks',
    withText('blocks', `[${'{},'.repeat(10_000)}{}]`),
    /blocks(\.\d+\.\w+)?: expected/,
  ],
  ['half of a file', JSON.stringify(whole).slice(0, 5000), /expected whole JSON; received 5000/],
  [
    'another language',
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>',
    /expected whole JSON/,
  ],
  ['nothing', '', /expected whole JSON; received 0 characters/],
  ['a list', '[]', /schemaVersion: expected 2 .*received nothing/],
  ['null', 'null', /schemaVersion: expected 2 .*received nothing/],
  ['a later schema', withValue('schemaVersion', 3), /schemaVersion: expected 2 .*received 3/],
  [
    'a schema’s version as a text',
    withValue('schemaVersion', '2'),
    /schemaVersion: expected 2 .*received "2"/,
  ],
];
