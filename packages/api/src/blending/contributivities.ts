import type { BlendedFold } from '@databoard/shared/blend';

/** Each candidate's mean over folds of its part of the places; all sum to 1. */
export function contributivities(folds: readonly BlendedFold[], candidates: number): number[] {
  const shares = new Array<number>(candidates).fill(0);
  for (const { members } of folds) {
    const places = new Map<number, number>();
    for (const member of members) places.set(member, (places.get(member) ?? 0) + 1);
    for (const [member, count] of places) shares[member] = (shares[member] ?? 0) + count / members.length;
  }
  return shares.map((share) => share / folds.length);
}
