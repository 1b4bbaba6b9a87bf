import { Draws } from '../../statistics/simulate-blocks.ts';

/** What a made post of this site may quote. */
export interface Quotable {
  figures: readonly string[];
  quantities: readonly string[];
}

/** How a site writes what is not plain Markdown. */
interface Markup {
  figure(index: number, caption: string): string;
  quantity(index: number): string;
}

const sections = 4;
const quantities = 5;
const formulas = [
  '\\operatorname{softmax}\\left(\\frac{q_i K^\\top}{\\sqrt{d_k}}\\right) V',
  '\\sum_{t=1}^{n} \\frac{\\partial L_t}{\\partial W}',
  'T_p \\le \\frac{W}{p} + D',
] as const;
const words = (
  'a layer waits for the state before it while another reads every position at once and the work ' +
  'of a product grows with its width but its depth does not so a second processor helps only ' +
  'where rows are free of each other and a chain is as long as its sentence whatever machine runs'
).split(' ');

/**
 * A post of about 8 kB with four figures, twelve formulas, four blocks of code and twenty numbers,
 * other words in each, as MDX of this site.
 */
export function ownPost(index: number, { figures, quantities: ids }: Quotable): string {
  return post(index, {
    figure: (at, caption) =>
      `<Figure id="${nth(figures, index + at)}">\n  **${caption}** ${caption}\n</Figure>`,
    quantity: (at) => `<Quantity id="${nth(ids, 20 * index + at)}" />`,
  });
}

/** The same post for a site without anything of ours: a picture for a figure, digits for a number. */
export function plainPost(index: number): string {
  return post(index, {
    figure: (at, caption) => `![${caption}](/figure-${(index + at) % 8}.svg)`,
    quantity: (at) => `${index + at}.5 ms`,
  });
}

function nth<Item>(items: readonly Item[], index: number): Item {
  return items[index % items.length] as Item;
}

function post(index: number, markup: Markup): string {
  const draws = new Draws(index + 1);
  const sentence = (length: number) => {
    const text = Array.from({ length }, () => nth(words, Math.floor(draws.uniform() * 1000)));
    return `${text.join(' ').replace(/^./, (first) => first.toUpperCase())}.`;
  };
  const paragraph = () => [sentence(24), sentence(22), sentence(23)].join(' ');
  const head = [
    '---',
    `title: ${sentence(6).slice(0, -1)}`,
    `description: ${sentence(12).slice(0, -1)}`,
    'written: 2026-11-24',
    '---',
  ].join('\n');
  const body = Array.from({ length: sections }, (_, section) => {
    const numbers = Array.from(
      { length: quantities },
      (_, at) => `${sentence(5).slice(0, -1)} ${markup.quantity(quantities * section + at)}.`,
    );
    return [
      `## ${sentence(4).slice(0, -1)} {/* #section-${section} */}`,
      `${paragraph()} Here $${nth(formulas, section)}$ and $${nth(formulas, section + 1)}$ meet.`,
      markup.figure(section, sentence(5)),
      `$$\n${nth(formulas, section + 2)}\n$$`,
      `${numbers.join(' ')} ${paragraph()}`,
      `\`\`\`ts\n${code(section)}\n\`\`\``,
      paragraph(),
      paragraph(),
    ].join('\n\n');
  });
  return `${head}\n\n${body.join('\n\n')}\n`;
}

function code(section: number): string {
  return [
    `export function layer${section}(input: Tensor2D, weight: Tensor2D): Tensor2D {`,
    '  // One product for all rows: none waits for another.',
    '  const product = tf.matMul(input, weight);',
    '  for (let row = 0; row < input.shape[0]; row++) {',
    '    if (row % 2 === 0) continue;',
    "    console.log('row', row, product.shape);",
    '  }',
    '  return tf.relu(product);',
    '}',
  ].join('\n');
}
