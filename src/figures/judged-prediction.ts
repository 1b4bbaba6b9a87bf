import { evaluate } from '#results/quantity.ts';
import type { Quantity } from './catalogue.ts';
import { judge, type Outcome, type Verdict } from './claim.ts';
import type { FigureFamily, Prediction } from './figure.ts';

/** A prediction beside what was measured. */
export interface JudgedPrediction {
  /** `<experiment>/<key>`. */
  id: string;
  prediction: Prediction;
  quantity: Quantity;
  predicted: number;
  /** The range that counts as predicted: predicted / within to predicted · within. */
  range: readonly [number, number];
  verdict: Verdict;
}

/** How a prediction came out: as predicted, so under a condition, otherwise, or not resolved. */
export type Result = 'as-predicted' | 'with-condition' | 'refuted' | 'open';

/** Sets a prediction of a family beside its quantity. `predictions` are all that are judged together. */
export function judgePrediction(
  family: FigureFamily,
  key: string,
  quantityOf: (id: string) => Quantity,
  predictions: number,
): JudgedPrediction {
  const prediction = family.predictions[key] as Prediction;
  const quantity = quantityOf(`${family.experiment}/${prediction.quantity}`);
  const predicted = evaluate(prediction.predicted, quantity.record).estimate;
  if (!(prediction.within >= 1)) {
    throw new RangeError(
      `The prediction ${family.experiment}/${key} needs a factor "within" of at least 1; ` +
        `received ${prediction.within}.`,
    );
  }
  const range = [predicted / prediction.within, predicted * prediction.within] as const;
  const verdict = judge(quantity, { between: range }, predictions);
  return { id: `${family.experiment}/${key}`, prediction, quantity, predicted, range, verdict };
}

const results: Record<Outcome, Result> = {
  supported: 'as-predicted',
  refuted: 'refuted',
  inconclusive: 'open',
};

/** The verdict as the scoreboard says it. */
export function resultOf({ prediction, verdict }: JudgedPrediction): Result {
  if (verdict.outcome === 'supported' && prediction.condition !== undefined) {
    return 'with-condition';
  }
  return results[verdict.outcome];
}
