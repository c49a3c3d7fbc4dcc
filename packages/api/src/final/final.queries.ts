import type { EntityManager } from '@mikro-orm/postgresql';
import { FinalResult } from './final-result.entity.js';
import { FinalSelection } from './final-selection.entity.js';

/** Which of the submissions their teams want in the final. */
export async function findSelected(em: EntityManager, submissionIds: readonly string[]): Promise<Map<string, boolean>> {
  const found = await em.find(FinalSelection, { submission: { $in: [...submissionIds] } });
  return new Map(found.map(({ submission }) => [submission.id, true]));
}

/** What a team wants in the final. */
export async function findSelectedOf(em: EntityManager, teamId: string): Promise<string[]> {
  const found = await em.find(FinalSelection, { submission: { participation: { team: teamId } } });
  return found.map(({ submission }) => submission.id);
}

/** All revisions of an event's final result, the newest first. */
export const listResults = (em: EntityManager, eventId: string): Promise<FinalResult[]> =>
  em.find(FinalResult, { event: eventId }, { populate: ['by'], orderBy: { revision: 'desc' } });

/** The names of teams by id, as they are now. */
export async function findTeamNames(em: EntityManager, teamIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await em.execute<{ id: string; name: string }[]>('select id, name from team where id = any(?::uuid[])', [
    `{${teamIds.join(',')}}`,
  ]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The names of users by id, as they are now. */
export async function findUsernames(em: EntityManager, userIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await em.execute<{ id: string; username: string }[]>(
    'select id, username from "user" where id = any(?::uuid[])',
    [`{${userIds.join(',')}}`],
  );
  return new Map(rows.map(({ id, username }) => [id, username]));
}

/** The names and times of submissions by id. */
export async function findEntryNames(
  em: EntityManager,
  submissionIds: readonly string[],
): Promise<Map<string, { name: string; submittedAt: Date }>> {
  const rows = await em.execute<{ id: string; name: string; submitted_at: string | Date }[]>(
    'select id, name, submitted_at from submission where id = any(?::uuid[])',
    [`{${submissionIds.join(',')}}`],
  );
  return new Map(rows.map(({ id, name, submitted_at }) => [id, { name, submittedAt: new Date(submitted_at) }]));
}
