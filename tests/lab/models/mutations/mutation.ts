/** A classic mistake, and the tests that should notice it. */
export interface Mutation {
  mistake: string;
  file: string;
  from: string;
  to: string;
  /** A second place of the same file, where one is not enough. */
  also?: { from: string; to: string };
  /** The tests that should notice. */
  tests: string;
}
