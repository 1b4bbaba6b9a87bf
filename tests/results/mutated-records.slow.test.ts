import { it } from 'vitest';
import { expectNoSurprise } from './mutate-record.ts';

it('10,000 mutated records are read, or refused with all that repairs them', () => {
  expectNoSurprise(10_000);
});
