import type { Mutation } from './mutation.ts';

const recurrent = 'src/lab/models/recurrent';
const tests = 'tests/lab/models/recurrent';

/** Mistakes in scans, in minGRU and in the LSTM that translates. */
export const recurrentMutations: readonly Mutation[] = [
  {
    mistake: 'padding is read like the rest',
    file: `${recurrent}/lstm-over-steps.ts`,
    from: 'if (count === undefined) return next;',
    to: 'return next;',
    tests: `${tests}/lstm-translator.test.ts`,
  },
  {
    mistake: 'the writer begins from nothing',
    file: `${recurrent}/lstm-translator.ts`,
    from: 'start: last, kernels',
    to: 'kernels',
    tests: `${tests}/lstm-translator.test.ts`,
  },
  {
    mistake: 'padding is looked back at',
    file: `${recurrent}/lstm-translator.ts`,
    from: 'tf.mul(tf.sub(1, counted), hiddenScore)',
    to: 'tf.mul(tf.sub(counted, counted), hiddenScore)',
    tests: `${tests}/lstm-translator.test.ts`,
  },
  {
    mistake: 'the scan joins its steps in the wrong order',
    file: `${recurrent}/linear-recurrence.ts`,
    from: 'tf.mul(later(oldA), earlier(oldB)), later(oldB)',
    to: 'tf.mul(earlier(oldA), later(oldB)), earlier(oldB)',
    tests: `${tests}/linear-recurrence.test.ts`,
  },
  {
    mistake: 'the scan stops a round early',
    file: `${recurrent}/linear-recurrence.ts`,
    from: 'reach < n;',
    to: 'reach < n / 2;',
    tests: `${tests}/linear-recurrence.test.ts`,
  },
  {
    mistake: 'the gate of minGRU keeps what it should take in',
    file: `${recurrent}/min-gru.ts`,
    from: 'tf.sub(1, gate)',
    to: 'gate',
    tests: `${tests}/linear-recurrence.test.ts`,
  },
];
