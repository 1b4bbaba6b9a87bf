import type { AttentionTable } from '#trained/attention-table.ts';

/** Puts a table of attention in the place of the one that stands in a section. */
export function drawAttention(
  section: HTMLElement,
  caption: string,
  { columns, rows }: AttentionTable,
): void {
  const table = document.createElement('table');
  table.createCaption().textContent = caption;
  const head = table.createTHead().insertRow();
  head.insertCell();
  for (const each of columns) head.append(headerCell(each, 'col'));
  const body = table.createTBody();
  for (const { name, percents } of rows) {
    const row = body.insertRow();
    row.append(headerCell(name, 'row'));
    for (const column of columns.keys()) {
      const percent = percents[column];
      const cell = row.insertCell();
      if (percent === undefined) continue;
      cell.textContent = String(percent);
      cell.dataset.tenths = String(Math.round(percent / 10));
    }
  }
  section.querySelector('table')?.replaceWith(table);
}

function headerCell(text: string, scope: 'col' | 'row'): HTMLTableCellElement {
  const cell = document.createElement('th');
  cell.scope = scope;
  cell.textContent = text;
  return cell;
}
