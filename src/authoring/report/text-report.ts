import type { Report } from './make-report.ts';
import { changeText, headline, inOrder, movements, recordLine, valueText } from './report-lines.ts';

/** A report for a terminal. `summary` leaves out what did not move and the quoting sentences. */
export function textReport(report: Report, { summary }: { summary: boolean }): string {
  const parts = [headline(report), ...report.records.map((change) => recordText(change, summary))];
  if (report.records.length > 0) parts.push(claimsText(report));
  if (!summary && report.quotes.length > 0) parts.push(quotesText(report));
  if (report.elsewhere.length > 0) {
    parts.push(
      ['Records of other machines that changed (shown, never compared):']
        .concat(report.elsewhere.map((file) => `  ${file}`))
        .join('\n'),
    );
  }
  return `${parts.join('\n\n')}\n`;
}

function recordText(change: Report['records'][number], summary: boolean): string {
  if (change.incomparable !== undefined) {
    return `${change.experiment}: not compared, ${change.incomparable}`;
  }
  const lines = inOrder(change, summary).map(
    (quantity) =>
      `  ${movements[quantity.movement].padEnd(12)}  ${quantity.id}  ` +
      `${valueText(quantity.before)} → ${valueText(quantity.after)}  ${changeText(quantity)}`,
  );
  return [
    `${change.experiment}: ${recordLine(change)}`,
    ...lines.map((line) => line.trimEnd()),
  ].join('\n');
}

function claimsText({ claims }: Report): string {
  if (claims.length === 0) return 'No claim has changed its outcome.';
  return [
    'Claims that changed their outcome:',
    ...claims.map(
      ({ file, line, column, before, after, quantity, sentence }) =>
        `  ${file}:${line}:${column} ${before} → ${after} (${quantity})\n    ${sentence}`,
    ),
  ].join('\n');
}

function quotesText({ quotes }: Report): string {
  return [
    'Sentences that quote what moved (read them again):',
    ...quotes.map(
      ({ file, line, column, quantity, sentence }) =>
        `  ${file}:${line}:${column} ${quantity}\n    ${sentence}`,
    ),
  ].join('\n');
}
