import type { SyntaxFault } from './syntax-fault.js';

const closers: Record<string, string> = { '(': ')', '[': ']', '{': '}' };
const openings = /^(async\s+)?(def|class|if|elif|else|for|while|with|try|except|finally)\b/;

/**
 * Where a reader would look in a file that is known to be broken: a bracket that is not closed, a string without its end, a
 * missing colon. Null where none of these is the cause. Certain only about plain
 * strings that a line ends before they do: it does not know Python's grammar.
 */
export function locateFault(lines: readonly string[]): SyntaxFault | null {
  const open: { bracket: string; line: number; column: number }[] = [];
  let quote: { mark: string; line: number; column: number; isFormat: boolean } | null = null;
  let statement = { text: '', line: 1, hasColon: false };
  for (const [index, text] of lines.entries()) {
    const line = index + 1;
    const isContinued = open.length > 0 || quote !== null || (lines[index - 1] ?? '').endsWith('\\');
    if (!isContinued) {
      const lacking = colonLacking(statement);
      if (lacking !== null) return lacking;
      statement = { text: text.trim(), line, hasColon: false };
    }
    for (let column = 0; column < text.length; column++) {
      const character = text[column] ?? '';
      if (quote !== null) {
        if (character === '\\') column++;
        else if (text.startsWith(quote.mark, column)) {
          column += quote.mark.length - 1;
          quote = null;
        }
        continue;
      }
      if (character === '#') break;
      if (character === '"' || character === "'") {
        const mark = text.startsWith(character.repeat(3), column) ? character.repeat(3) : character;
        quote = { mark, line, column: column + 1, isFormat: /[ft]r?$/i.test(text.slice(0, column)) };
        column += mark.length - 1;
      } else if (character in closers) open.push({ bracket: character, line, column: column + 1 });
      else if (')]}'.includes(character)) {
        const last = open.pop();
        if (last === undefined) return fault(line, column + 1, `“${character}” was never opened`);
        if (closers[last.bracket] !== character) {
          return fault(line, column + 1, `“${character}” does not close “${last.bracket}” of line ${last.line}`);
        }
      } else if (character === ':' && open.length === 0) statement.hasColon = true;
    }
    if (quote?.mark.length === 1 && !text.endsWith('\\')) {
      return { ...fault(quote.line, quote.column, 'the string has no end'), isCertain: !quote.isFormat };
    }
  }
  if (quote !== null) return fault(quote.line, quote.column, 'the string has no end');
  const unclosed = open.at(-1);
  if (unclosed !== undefined) {
    return fault(unclosed.line, unclosed.column, `“${unclosed.bracket}” was never closed`);
  }
  return colonLacking(statement);
}

const colonLacking = ({
  text,
  line,
  hasColon,
}: {
  text: string;
  line: number;
  hasColon: boolean;
}): SyntaxFault | null => (openings.test(text) && !hasColon ? fault(line, text.length + 1, 'expected “:”') : null);

const fault = (line: number, column: number, message: string): SyntaxFault => ({
  line,
  column,
  message,
  isCertain: false,
});
