/** The float32 that a half-precision number stands for (IEEE 754 binary16), by its 16 bits. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = (bits & 0x3ff) / 1024;
  if (exponent === 0) return sign * fraction * 2 ** -14;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction) * 2 ** (exponent - 15);
}

/** The bits of the half-precision number nearest to a finite one, ties to even. Throws beyond ±65,504. */
export function toHalf(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  // Between two powers of two halves are equally far apart, and below 2⁻¹⁴ as far as just above it.
  const power = Math.max(-14, Math.floor(Math.log2(size || 2 ** -14)));
  const steps = roundToEven(size / 2 ** (power - 10));
  // The hidden bit of the fraction counts the exponent up, and so does a fraction rounded to 2.
  const bits = ((power + 14) << 10) + steps;
  if (!(bits < 0x7c00)) {
    throw new RangeError(`A half-precision number is at most 65504; received ${value}.`);
  }
  return sign | bits;
}

function roundToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
