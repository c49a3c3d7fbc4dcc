/** `OPEN` while its link is good. */
export const invitationStates = ['OPEN', 'ACCEPTED', 'EXPIRED', 'REVOKED'] as const;
export type InvitationState = (typeof invitationStates)[number];

/** How an invitation stands at `now`. */
export function invitationState(
  invitation: {
    expiresAt: Date;
    acceptedAt?: Date | null | undefined;
    revokedAt?: Date | null | undefined;
  },
  now: Date,
): InvitationState {
  if (invitation.acceptedAt != null) return 'ACCEPTED';
  if (invitation.revokedAt != null) return 'REVOKED';
  return now >= invitation.expiresAt ? 'EXPIRED' : 'OPEN';
}
