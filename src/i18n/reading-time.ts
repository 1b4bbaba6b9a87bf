const wordsPerMinute = 238;
const charactersPerMinute = 255;

/**
 * Minutes that the prose of an article takes to read, at least 1; code, formulas set apart and
 * attributes are not counted. Paces: 238 English words a minute (Brysbaert 2019, silently) and 255
 * Chinese characters (Trauzettel-Klosinski and Dietz 2012, aloud).
 */
export function readingMinutes(mdx: string): number {
  const prose = mdx
    .replaceAll(/```[\s\S]*?```|\$\$[\s\S]*?\$\$|\{\/\*[\s\S]*?\*\/\}/g, ' ')
    .replaceAll(/\$[^$\n]+\$/g, ' x ')
    .replaceAll(/<\/?[A-Z][^>]*>/g, ' ');
  const characters = prose.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = prose.match(/[\p{Script=Latin}\d]+(?:[’'-][\p{Script=Latin}\d]+)*/gu)?.length ?? 0;
  return Math.max(1, Math.round(words / wordsPerMinute + characters / charactersPerMinute));
}
