/** What the page says around the network that readers may try; braces are filled in. */
export interface NumeralsWords {
  title: string;
  /** {heldOut} of {heldOutOf}, {structural} of {structuralOf}. */
  quality: string;
  /** The button that loads the network: {size} in kB. */
  wake: string;
  loading: string;
  label: string;
  say: string;
  /** {n} characters in {ms}. */
  encoded: string;
  /** {n} words so far, in {ms}. */
  said: string;
  right: string;
  /** {expected} words. */
  wrong: string;
  /** {symbol} is what does not belong there. */
  faults: Record<'empty' | 'symbol' | 'order' | 'large', string>;
  /** {reason}. */
  failed: string;
  view: string;
  /** Who looks at whom. */
  views: Record<'wordsAtCharacters' | 'wordsAtWords' | 'charactersAtCharacters', string>;
  /** {layer}, counted from 1. */
  layer: string;
  allHeads: string;
  /** {head}, counted from 1. */
  head: string;
  /** Of the table: {numeral}, {view}, {layer}, {heads}. */
  caption: string;
}
