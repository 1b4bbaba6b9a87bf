import type { Report } from './make-report.ts';
import { changeText, headline, inOrder, movements, recordLine, valueText } from './report-lines.ts';

/** A report for a pull request: what moved in view, what stayed folded away. */
export function markdownReport(report: Report, { summary }: { summary: boolean }): string {
  const parts = [`### ${escaped(headline(report))}`];
  for (const change of report.records) {
    if (change.incomparable !== undefined) {
      parts.push(`**${change.experiment}**: not compared, ${escaped(change.incomparable)}`);
      continue;
    }
    parts.push(`**${change.experiment}**: ${escaped(recordLine(change))}`);
    const moved = inOrder(change, true);
    if (moved.length > 0) parts.push(table(moved));
    const stayed = inOrder(change, false).slice(moved.length);
    if (!summary && stayed.length > 0) {
      parts.push(`<details><summary>The rest</summary>\n\n${table(stayed)}\n\n</details>`);
    }
  }
  if (report.records.length > 0) parts.push(claims(report));
  if (!summary && report.quotes.length > 0) parts.push(quotes(report));
  if (report.elsewhere.length > 0) {
    const files = report.elsewhere.map((file) => `- ${code(file)}`);
    parts.push(`Records of other machines that changed (never compared):\n\n${files.join('\n')}`);
  }
  return `${parts.join('\n\n')}\n`;
}

function table(quantities: Report['records'][number]['quantities']): string {
  return [
    '| | quantity | before | after | new over old, or minus |',
    '| --- | --- | --- | --- | --- |',
    ...quantities.map((quantity) => {
      const cells = [valueText(quantity.before), valueText(quantity.after), changeText(quantity)];
      return `| ${movements[quantity.movement]} | ${code(quantity.id)} | ${cells.map(escaped).join(' | ')} |`;
    }),
  ].join('\n');
}

function claims({ claims: changed }: Report): string {
  if (changed.length === 0) return 'No claim has changed its outcome.';
  return [
    '**Claims that changed their outcome**\n',
    ...changed.map(
      ({ file, line, column, before, after, quantity, sentence }) =>
        `- ${code(`${file}:${line}:${column}`)} ${before} → ${after} (${code(quantity)}): ${escaped(sentence)}`,
    ),
  ].join('\n');
}

function quotes({ quotes: quoting }: Report): string {
  const lines = quoting.map(
    ({ file, line, column, quantity, sentence }) =>
      `- ${code(`${file}:${line}:${column}`)} ${code(quantity)}: ${escaped(sentence)}`,
  );
  return `<details><summary>Sentences that quote what moved</summary>\n\n${lines.join('\n')}\n\n</details>`;
}

/** Text that Markdown and HTML leave as it is. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_{}[\]#|~$@]/g, '\\$&')
    .replace(/\s+/g, ' ');
}

/** Names of files and quantities; they hold no backtick, and a bar would end a cell. */
const code = (text: string) => `\`${text.replaceAll('`', '').replaceAll('|', '\\|')}\``;
