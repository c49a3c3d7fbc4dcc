import type { Event } from '../events/event.entity.js';
import { officialScoreOf } from '../submissions/official-score.js';
import type { BoardRules } from './board.js';

/** What ranks the boards of an event, and how many entries a team has in its competition. */
export async function boardRulesOf(event: Event): Promise<BoardRules> {
  const { description } = await event.problemVersion.loadOrFail();
  const official = officialScoreOf(event, description);
  return { scoreTypes: description?.scoreTypes ?? [], official, entriesMax: event.finalSelectionMax ?? 1 };
}
