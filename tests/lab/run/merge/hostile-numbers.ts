import type { MeasuredRecord } from '#results/record.ts';
import {
  forged,
  type HostileRecord,
  samples,
  script,
  withText,
  withValue,
} from './edited-record.ts';

/** Numbers that no clock tells, and numbers that nobody measured. */
export const hostileNumbers: readonly HostileRecord[] = [
  // Numbers that no clock tells.
  ['NaN', withText(`${samples}.0`, 'NaN'), /expected whole JSON/],
  ['NaN as a text', withValue(`${samples}.0`, 'NaN'), /samplesMs\.0: expected number/],
  ['infinity', withText(`${samples}.0`, '1e999'), /samplesMs\.0: expected number/],
  ['a negative time', withValue(`${samples}.0`, -3), /samplesMs\.0: expected number to be >0/],
  ['no time at all', withValue(`${samples}.0`, 0), /samplesMs\.0: expected number to be >0/],
  ['no samples', withValue(samples, []), /samplesMs: expected .*>=1/],
  ['cores by the million', withValue('machine.cores', 1_000_000), /machine\.cores: expected/],
  ['half a core', withValue('machine.cores', 1.5), /machine\.cores: expected int/],
  // Numbers that nobody measured.
  [
    'an interval that its samples do not give',
    withValue('estimates.0.lowMs', 0.001),
    /estimates\.0: expected what follows from the samples/,
  ],
  ['no intervals', withValue('estimates', []), /estimates: expected \d+ of them; received 0/],
  [
    'samples that do not fit into the process',
    forged((r) => {
      for (const run of r.blocks[0]?.runs ?? []) run.cpu.wallMs = 1;
    }),
    /blocks\.0\.runs\.0: expected samples that fit into 1 ms; received/,
  ],
  [
    'fewer operations than the closed form counts',
    forged((r) => {
      const point = r.cases[0]?.points[0];
      if (point !== undefined) point.flops /= 2;
    }),
    /cases\.0\.points: expected \d+ operations in \d+ steps at \d+, by closed forms/,
  ],
  [
    'points that the grid does not have',
    forged((r) => {
      const [first] = r.cases;
      const point = first?.points[0];
      for (const trial of r.blocks.flatMap(({ runs }) => runs.map(({ trials }) => trials[0]))) {
        if (trial !== undefined && point !== undefined && trial.at === point.at) trial.at = 7;
      }
      for (const { points } of r.cases) {
        if (points[0] !== undefined) points[0].at = 7;
      }
    }),
    /points: expected [\d,]+; received 7,/,
  ],
  [
    'cases of its own',
    forged((r) => {
      r.cases[0] = { ...(r.cases[0] as MeasuredRecord['cases'][number]), id: 'magic@one' };
      for (const run of r.blocks.flatMap(({ runs }) => runs.slice(0, 1))) run.case = 'magic@one';
      for (const block of r.blocks) block.order[0] = 'magic@one';
      if (r.proofs[0] !== undefined) r.proofs[0].case = 'magic@one';
    }),
    /cases: expected those of the experiment/,
  ],
  [
    'no proof of a case',
    forged((r) => void r.proofs.pop()),
    /proofs: expected one of .*, which was measured; received none/,
  ],
  [
    'a proof that fails',
    withValue('proofs.0.holds', false),
    /proofs\.0\.holds: expected true; received false/,
  ],
  [
    'a date to come',
    forged((r) => void Object.assign(r, { finishedAt: '2031-01-01T00:00:00.000Z' })),
    /finishedAt: expected no date to come/,
  ],
  [
    'an end before its beginning',
    forged((r) => void Object.assign(r, { finishedAt: '2001-01-01T00:00:00.000Z' })),
    /finishedAt: expected a time after/,
  ],
  [
    'a block before its beginning',
    forged((r) => void Object.assign(r.blocks[0] ?? {}, { startedAt: '2001-01-01T00:00:00.000Z' })),
    /blocks\.0\.startedAt: expected between/,
  ],
  [
    'a date that is a script',
    withValue('startedAt', script),
    /startedAt: expected a date and time of ISO 8601/,
  ],
  [
    'the same block twice',
    forged((r) => void Object.assign(r.blocks[1] ?? {}, { index: r.blocks[0]?.index })),
    /index: expected each block once/,
  ],
  [
    'the hash of other code',
    withValue('code.hash', 'b'.repeat(64)),
    /code: expected the present code; received other/,
  ],
  ['a hash that is none', withValue('code.hash', script), /code\.hash: expected/],
  [
    'the mode of a quick look',
    withValue('mode', 'quick'),
    /mode: expected publish; received quick/,
  ],
  [
    'another engine',
    withValue('engine.backend', 'plain'),
    /engine\.backend: expected native; received plain/,
  ],
  [
    'an engine that there is not',
    withValue('engine.backend', 'quantum'),
    /engine\.backend: expected one of native/,
  ],
];
