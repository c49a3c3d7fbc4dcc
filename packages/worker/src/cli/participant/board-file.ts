import { type ApiAccess } from '../graphql-request.js';
import { download } from './download.js';

/** A board as the platform exports it; of `first` rows at most. */
export async function boardFile(
  access: ApiAccess,
  slug: string,
  format: 'csv' | 'json',
  parameters: Record<string, string>,
  first: number | null,
): Promise<string> {
  const path = `/events/${encodeURIComponent(slug)}/board.${format}?${new URLSearchParams(parameters)}`;
  const text = await (await download(access, path, `There is no event ${slug}, or none for you.`)).text();
  if (first === null) return text;
  return format === 'csv' ? firstCsvRows(text, first) : firstJsonRows(text, first);
}

function firstJsonRows(text: string, first: number): string {
  const board = JSON.parse(text) as { rows: unknown[] };
  return `${JSON.stringify({ ...board, rows: board.rows.slice(0, first) })}\n`;
}

/** The heading and so many records; a line break inside quotes ends none. */
export function firstCsvRows(text: string, first: number): string {
  let isQuoted = false;
  let left = first + 1;
  for (let place = 0; place < text.length; place += 1) {
    if (text[place] === '"') isQuoted = !isQuoted;
    else if (text[place] === '\n' && !isQuoted) {
      left -= 1;
      if (left === 0) return text.slice(0, place + 1);
    }
  }
  return text;
}
