import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './tests/support/summary-reporter.ts';

// What measures, or is in a hurry, has the machine for itself.
const alone = [
  'tests/lab/**/*.slow.test.ts',
  'tests/site/{preview,run-here}.slow.test.ts',
  'tests/authoring/new-article.slow.test.ts',
];

const slow = {
  globalSetup: ['tests/support/shared-folder.ts'],
  testTimeout: 600_000,
  hookTimeout: 600_000,
};

/**
 * `fast` is `npm test`. `slow` builds the site, opens it in browsers and breaks it, two files at a time;
 * after it, `slow-alone` measures and kills.
 */
export default defineConfig({
  test: {
    // TensorFlow's own log lines, of each process that loads it.
    env: { TF_CPP_MIN_LOG_LEVEL: '3' },
    reporters: ['default', new SummaryReporter()],
    projects: [
      {
        test: {
          name: 'fast',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.slow.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          ...slow,
          name: 'slow',
          include: ['tests/**/*.slow.test.ts'],
          exclude: alone,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...slow,
          name: 'slow-alone',
          include: alone,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
