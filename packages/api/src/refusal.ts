/** Why something that the user can fix was not done. The words are part of the GraphQL contract. */
export const refusalReasons = [
  'INVALID',
  'TAKEN',
  'WRONG_CREDENTIALS',
  'NOT_OPEN',
  'NOT_APPROVED',
  'ALREADY_DONE',
  'TOO_SOON',
  'TOO_MANY',
  'MISSING_FILE',
  'TOO_LARGE',
  'STALE',
  'NOT_READY',
  'TOO_LATE',
  'IN_USE',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** A "no" as data: `field` names the input at fault, `line` where in it, `nextAllowedAt` when the same request would pass. */
export interface Refusal {
  reason: RefusalReason;
  message: string;
  field: string | null;
  line: number | null;
  nextAllowedAt: Date | null;
}

/** Makes a refusal; what is left out is null. */
export const refusal = (
  reason: RefusalReason,
  message: string,
  more: { field?: string; line?: number | null; nextAllowedAt?: Date } = {},
): Refusal => ({
  reason,
  message,
  field: more.field ?? null,
  line: more.line ?? null,
  nextAllowedAt: more.nextAllowedAt ?? null,
});
