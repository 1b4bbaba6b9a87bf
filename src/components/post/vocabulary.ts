import Claim from './Claim.astro';
import Figure from './Figure.astro';
import Quantity from './Quantity.astro';
import Source from './Source.astro';

/** Every element that an author may write in a post. */
export const vocabulary = { Claim, Figure, Quantity, Source };
