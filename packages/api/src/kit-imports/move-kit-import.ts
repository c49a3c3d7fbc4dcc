import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { type ImportProgress, KitImport } from './kit-import.entity.js';

// The one place that moves an import's state. Every move names the attempt it belongs to: what was given up moves nothing.

interface MoveDeps {
  em: EntityManager;
  clock: Clock;
}

/** An import that this process has taken. */
export interface BegunImport {
  id: string;
  attempt: number;
}

/** No process is silent for as long: what is older has nobody that works on it. */
const silentForMs = 60_000;
const attemptsMax = 3;

/** Takes an import that waits, or whose process has fallen silent; null when another has it, or it has ended. */
export async function beginImport(id: string, { em, clock }: MoveDeps): Promise<BegunImport | null> {
  const now = clock.now();
  const [row] = await em.fork().execute<{ attempt: number; state: string }[]>(
    `update kit_import set attempt = attempt + 1, changed_at = ?,
        state = case when attempt >= ? then 'FAILED' else 'RUNNING' end,
        message = case when attempt >= ? then 'The platform could not import this kit, several times over.' end
      where id = ? and (state = 'WAITING' or (state = 'RUNNING' and changed_at < ?))
      returning attempt, state`,
    [now, attemptsMax, attemptsMax, id, new Date(now.getTime() - silentForMs)],
  );
  return row === undefined || row.state !== 'RUNNING' ? null : { id, attempt: row.attempt };
}

/** Imports that no process works on, the oldest first. */
export async function findIdleImports({ em, clock }: MoveDeps): Promise<string[]> {
  const silentSince = new Date(clock.now().getTime() - silentForMs);
  const idle = await em
    .fork()
    .find(
      KitImport,
      { $or: [{ state: 'WAITING' }, { state: 'RUNNING', changedAt: { $lt: silentSince } }] },
      { orderBy: { createdAt: 'asc' }, limit: 20, fields: ['id'] },
    );
  return idle.map(({ id }) => id);
}

/** Shows how far it is; false when another process has taken it meanwhile. */
export const keepImport = async (begun: BegunImport, progress: ImportProgress, deps: MoveDeps): Promise<boolean> =>
  (await move(begun, { progress: { ...progress } }, deps)) > 0;

/** It is a problem version now. */
export const finishImport = (begun: BegunImport, problemVersion: string, deps: MoveDeps): Promise<unknown> =>
  move(begun, { state: 'DONE', problemVersion, progress: null }, deps);

/** It will not be one; the message is for site admins. */
export const failImport = (
  begun: BegunImport,
  why: { message: string; field: string | null },
  deps: MoveDeps,
): Promise<unknown> => move(begun, { state: 'FAILED', ...why }, deps);

/** This process ends; the next one begins again, without holding this try against it. */
export const giveBackImport = (begun: BegunImport, deps: MoveDeps): Promise<unknown> =>
  move(begun, { state: 'WAITING', attempt: begun.attempt - 1, progress: null }, deps);

const move = (
  { id, attempt }: BegunImport,
  to: Parameters<typeof EntityManager.prototype.nativeUpdate<KitImport>>[2],
  { em, clock }: MoveDeps,
): Promise<number> =>
  em.fork().nativeUpdate(KitImport, { id, attempt, state: 'RUNNING' }, { ...to, changedAt: clock.now() });
