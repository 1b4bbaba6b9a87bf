import { expectCoverage } from './expect-coverage.ts';

expectCoverage(40_000);
