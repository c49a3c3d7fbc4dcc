/** An address for a title: "Iris, spring course" is `iris-spring-course`. */
export const slugFrom = (title: string): string =>
  title
    .normalize('NFKD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replaceAll(/^-+|-+$/g, '');

const dayMs = 86_400_000;

/** Dates to begin with: from midnight (UTC) after today for four weeks, code opening up after three. */
export function datesFrom(now: Date): { opensAt: string; publicOpensAt: string; closesAt: string } {
  const opens = Math.ceil(now.getTime() / dayMs) * dayMs;
  const at = (days: number) => new Date(opens + days * dayMs).toISOString().slice(0, 16);
  return { opensAt: at(0), publicOpensAt: at(21), closesAt: at(28) };
}
