/** A submission's part of the blend in per cent, to one decimal. */
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** What the column says of one submission, and its hint; `state`: of the event's newest blend, null before the first. */
export function contributivityWords(
  share: number | null | undefined,
  state: string | null | undefined,
): { words: string; hint: string } {
  if (share != null) {
    const hint = share === 0 ? 'not a member of the blend' : `${100 * share} % of the places in the blend`;
    return { words: share === 0 ? '0' : percent(share), hint };
  }
  if (state === 'UNBLENDABLE' || state === 'FAILED') return { words: '–', hint: 'there is no blend with it' };
  return { words: '…', hint: 'being computed' };
}
