import { type Refusal, refusal } from '../refusal.js';
import type { TeamRules } from './team-rules.js';

/** The rules for an organiser's values; null when they are kept. */
export function refuseTeamRules({ maxTeamSize, teamsFreezeAt, finalSelectionMax }: TeamRules): Refusal | null {
  if (!(maxTeamSize >= 1 && maxTeamSize <= 1000)) {
    return refusal('INVALID', 'A team has 1 to 1,000 members at most.', { field: 'maxTeamSize' });
  }
  if (teamsFreezeAt !== null && !(teamsFreezeAt.getUTCFullYear() >= 2000 && teamsFreezeAt.getUTCFullYear() <= 2200)) {
    return refusal('INVALID', 'Dates lie between the years 2000 and 2200.', { field: 'teamsFreezeAt' });
  }
  return finalSelectionMax !== null && !(finalSelectionMax >= 1 && finalSelectionMax <= 100)
    ? refusal('INVALID', 'A team chooses 1 to 100 submissions at most.', { field: 'finalSelectionMax' })
    : null;
}
