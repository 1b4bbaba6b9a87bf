import { expectCoverage } from './expect-coverage.ts';

expectCoverage(4000);
