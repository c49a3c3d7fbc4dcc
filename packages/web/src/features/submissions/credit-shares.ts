/** A source in the form: what is typed in percent. */
export interface Share {
  id: string;
  percent: number;
}

/** What is left for the own team, in percent; negative when too much is given away. */
export const ownPercent = (shares: readonly Share[]): number =>
  Math.round((100 - shares.reduce((sum, { percent }) => sum + percent, 0)) * 100) / 100;

/** The shares as the api takes them, without those of nothing. */
export const creditsOf = (shares: readonly Share[]): { sourceId: string; fraction: number }[] =>
  shares.filter(({ percent }) => percent > 0).map(({ id, percent }) => ({ sourceId: id, fraction: percent / 100 }));

/** A fraction in words: `12.5 %`. */
export const percentWords = (fraction: number): string => `${Math.round(fraction * 1000) / 10} %`;
