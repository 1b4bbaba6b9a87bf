import { describe, expect, it } from 'vitest';
import { readReply } from '#lab/peers/messages.ts';

// Lines as peer.py printed them.
const ready =
  '{"kind":"ready","versions":{"torch":"2.15.0+cu132","numpy":"2.0.2","python":"3.11.7"}}';
const trial =
  '{"kind":"trial","coldMs":7.354,"warmupMs":[6.31,6.02],"warmupCalls":2,"loopCount":1,' +
  '"samplesMs":[6.058,6.101],"tensorsLeaked":0,"cpu":{"userMs":30.0,"systemMs":0.0,"wallMs":31.2},' +
  '"peakRssBytes":639028000}';
const failed = '{"kind":"failed","message":"KeyError: (\'lstm\', \'torch\')"}';

describe('a reply', () => {
  it('greets with the versions of its libraries', () => {
    expect(readReply(ready)).toMatchObject({ kind: 'ready', versions: { torch: '2.15.0+cu132' } });
  });

  it('carries the samples of a trial, in ms', () => {
    expect(readReply(trial)).toMatchObject({ kind: 'trial', samplesMs: [6.058, 6.101] });
  });

  it('carries the last line of a failure', () => {
    expect(readReply(failed)).toMatchObject({ kind: 'failed' });
  });

  it.each([
    'WARNING: All log messages before absl::InitializeLog() is called are written to STDERR',
    '',
    '{"step": 1}',
  ])('is not what a library prints beside it: %j', (line) => {
    expect(readReply(line)).toBeUndefined();
  });

  it.each([
    ['is cut short', trial.slice(0, 60), 'not whole JSON'],
    ['has no samples', trial.replace('[6.058,6.101]', '[]'), 'samplesMs'],
    ['has a time that is no number', trial.replace('7.354', 'null'), 'coldMs'],
  ])('is refused where it %s', (_what, line, message) => {
    expect(() => readReply(line)).toThrow(message);
  });
});
