/**
 * A quantity that a machine does not have, though its record is whole: two curves need not cross on every
 * machine. No fault of the record or of whoever measured it.
 */
export class AbsentQuantity extends RangeError {
  override name = 'AbsentQuantity';
}
