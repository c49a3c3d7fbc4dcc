import { diff } from '@codemirror/merge';

/** How many lines come and go from one text to another. */
export function lineChanges(before: string, after: string): { added: number; removed: number } {
  // Lines as characters: the library compares texts.
  const lines = new Map<string, string>();
  const encode = (text: string) =>
    linesOf(text)
      .map((line) => {
        const known = lines.get(line);
        if (known !== undefined) return known;
        const character = String.fromCharCode(lines.size + 1);
        lines.set(line, character);
        return character;
      })
      .join('');
  let added = 0;
  let removed = 0;
  for (const { fromA, toA, fromB, toB } of diff(encode(before), encode(after))) {
    removed += toA - fromA;
    added += toB - fromB;
  }
  return { added, removed };
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));
