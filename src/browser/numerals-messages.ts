/** What a layer's heads look at: weights [h, rows, columns]. */
export interface LayerMap {
  shape: [numHeads: number, rows: number, columns: number];
  weights: Float32Array;
}

/** What the page asks of the worker that holds the network. */
export type NumeralsRequest =
  | { task: 'open'; weights: string; sha256: string; wasmFolder: string }
  | { task: 'say'; text: string };

/** Why a text cannot be said. */
export type Fault = 'empty' | 'symbol' | 'order' | 'large';

/** What the worker answers, as soon as it knows. */
export type NumeralsReply =
  | { kind: 'ready' }
  | { kind: 'faulty'; fault: Fault; symbol?: string }
  | { kind: 'encoded'; numeral: string; ms: number; own: LayerMap[] }
  | { kind: 'said'; word?: string | undefined; ms: number; own: LayerMap[]; source: LayerMap[] }
  | { kind: 'done'; expected: string[] }
  | { kind: 'failed'; reason: string };
