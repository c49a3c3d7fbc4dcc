/** What was typed with blanks, commas, semicolons or new lines between, each once. */
export const wordsOf = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
