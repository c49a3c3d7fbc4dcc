/** A number with its noun: `1 fold`, `5 folds`. */
export const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
