import Aside from './Aside.astro';
import Bet from './Bet.astro';
import Bibliography from './Bibliography.astro';
import Cite from './Cite.astro';
import Claim from './Claim.astro';
import Diagram from './Diagram.astro';
import Eq from './Eq.astro';
import Equation from './Equation.astro';
import Figure from './Figure.astro';
import Glossary from './Glossary.astro';
import Machine from './Machine.astro';
import Numerals from './Numerals.astro';
import PaperModel from './PaperModel.astro';
import Placed from './Placed.astro';
import Quantity from './Quantity.astro';
import Sidenote from './Sidenote.astro';
import Source from './Source.astro';
import Term from './Term.astro';

/** Every element that an author may write in a post, and the one that each of them is put into. */
export const vocabulary = {
  Aside,
  Bet,
  Bibliography,
  Cite,
  Claim,
  Diagram,
  Eq,
  Equation,
  Figure,
  Glossary,
  Machine,
  Numerals,
  PaperModel,
  Placed,
  Quantity,
  Sidenote,
  Source,
  Term,
};
