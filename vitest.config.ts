import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './tests/support/summary-reporter.ts';

/** `fast` is `npm test`; `slow` builds the site, starts browsers and kills processes. */
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
          name: 'slow',
          include: ['tests/**/*.slow.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
