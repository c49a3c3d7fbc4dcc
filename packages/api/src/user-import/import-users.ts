import { randomUUID } from 'node:crypto';
import { type EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import { hashPassword } from '../auth/password.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import type { Event } from '../events/event.entity.js';
import type { Publisher } from '../graphql/pubsub.js';
import { enterEvent } from './enter-event.js';
import { generatePassword } from './generate-password.js';
import { mailImported } from './import-mails.js';
import type { CsvRow } from './parse-user-csv.js';
import { type PlannedRow, planUserImport } from './plan-user-import.js';

/** How new people get in: by a link in a mail, or with a password that the importer hands out. */
export type ImportPasswords = 'LINKS' | 'GENERATED';

/** Hashing one takes about a tenth of a second of a core; for more people there are links. */
export const generatedMax = 200;
/** Of one transaction. */
const chunkSize = 100;
/** Hashes at once: others sign in meanwhile, on the other threads. */
const hashesAtOnce = 2;
/** How often what somebody else took at the same moment is looked at again. */
const roundsMax = 3;

export interface UserImport {
  rows: readonly CsvRow[];
  event: Event | null;
  passwords: ImportPasswords;
  takesSuggestions: boolean;
}

/** What became of a line. */
export interface ImportedRow extends PlannedRow {
  /** Made now; null for others, and where a link was mailed. Shown once and kept nowhere. */
  password: string | null;
}

interface ImportDeps {
  em: EntityManager;
  clock: Clock;
  topics: Publisher;
}

/**
 * Makes the accounts of a list, and enters everybody on it into the event where there is one. Lines with problems are left
 * out. Each hundred is one transaction; the same list once more does nothing new. Who may, the caller has checked.
 */
export async function importUsers(viewer: Viewer, asked: UserImport, deps: ImportDeps): Promise<ImportedRow[]> {
  const { event, takesSuggestions } = asked;
  const done = new Map<number, ImportedRow>();
  let open = asked.rows;
  for (let round = 0; round < roundsMax && open.length > 0; round++) {
    const plan = await planUserImport(deps.em.fork(), open, { eventId: event?.id ?? null, takesSuggestions });
    for (let from = 0; from < plan.length; from += chunkSize) {
      for (const row of await importChunk(viewer, plan.slice(from, from + chunkSize), asked, deps)) {
        done.set(row.line, row);
      }
    }
    open = open.filter(({ line }) => !done.has(line));
  }
  if (event !== null) deps.topics.leaderboardChanged(event.id);
  return asked.rows.map((row) => done.get(row.line) ?? lost(row));
}

const lost = (row: CsvRow): ImportedRow => ({
  ...row,
  ...{ outcome: 'PROBLEM', userId: null, entry: null, suggestion: null, password: null, field: 'email' },
  message: 'Somebody else took the address or the name at the same moment. Import the file again.',
});

/** Answers with the lines that are settled; what clashed with somebody else is left out. */
async function importChunk(
  viewer: Viewer,
  plan: readonly PlannedRow[],
  asked: UserImport,
  deps: ImportDeps,
): Promise<ImportedRow[]> {
  const rows: ImportedRow[] = plan.map((row) => ({ ...row, password: null }));
  const isNothingToDo = ({ outcome, entry }: ImportedRow) =>
    outcome === 'PROBLEM' || (outcome === 'EXISTING' && entry !== 'ENTERS');
  const settled = rows.filter(isNothingToDo);
  const open = rows.filter((row) => !isNothingToDo(row));
  if (open.length === 0) return settled;
  const hashes = asked.passwords === 'LINKS' ? null : await hashAll(open.filter(({ outcome }) => outcome === 'NEW'));
  try {
    const written = await deps.em
      .fork()
      .transactional((tx) => writeChunk(tx, viewer, { rows: open, hashes }, asked, deps));
    return [...settled, ...written];
  } catch (error) {
    // Somebody enters the event by themselves at this moment: everything of the chunk is looked at again.
    if (error instanceof UniqueConstraintViolationException) return settled;
    throw error;
  }
}

/** Gives each row a password, and answers with their hashes. */
async function hashAll(rows: readonly ImportedRow[]): Promise<Map<ImportedRow, string>> {
  const hashes = new Map<ImportedRow, string>();
  const waiting = rows.values();
  const work = async () => {
    for (const row of waiting) {
      row.password = generatePassword();
      hashes.set(row, await hashPassword(row.password));
    }
  };
  await Promise.all(Array.from({ length: hashesAtOnce }, work));
  return hashes;
}

async function writeChunk(
  tx: EntityManager,
  viewer: Viewer,
  { rows, hashes }: { rows: readonly ImportedRow[]; hashes: Map<ImportedRow, string> | null },
  { event }: UserImport,
  deps: ImportDeps,
): Promise<ImportedRow[]> {
  const created = await insertUsers(
    tx,
    rows.filter(({ outcome }) => outcome === 'NEW'),
    hashes,
    deps.clock.now(),
  );
  const existing = rows.filter(({ outcome }) => outcome === 'EXISTING');
  const written = [...created, ...existing];
  if (written.length === 0) return [];
  if (event !== null) {
    const entrants = written.map((row) => ({ ...accountOf(row), isNew: row.outcome === 'NEW' }));
    await enterEvent(tx, viewer, { event, entrants }, deps);
  }
  const told = { eventTitle: event?.title ?? null, hasPassword: hashes !== null };
  await mailImported(
    tx,
    created.map((row) => ({ ...accountOf(row), email: row.email })),
    told,
    deps,
  );
  const details = {
    created: created.map(({ username }) => username),
    entered: event === null ? [] : existing.map(({ username }) => username),
    passwords: hashes === null ? 'LINKS' : 'GENERATED',
  };
  const act = { actor: viewer, act: 'importUsers', eventId: event?.id ?? null, subject: { kind: 'user', id: null } };
  await recordAct(tx, { ...act, details }, deps);
  return written;
}

function accountOf({ userId, username }: ImportedRow): { id: string; username: string } {
  if (userId === null) throw new Error(`The account “${username}” has no id yet.`);
  return { id: userId, username };
}

/** Inserts accounts that are active at once, for a site admin vouches for them; those whose address or name is free still. */
async function insertUsers(
  tx: EntityManager,
  rows: readonly ImportedRow[],
  hashes: Map<ImportedRow, string> | null,
  now: Date,
): Promise<ImportedRow[]> {
  if (rows.length === 0) return [];
  const accounts = rows.map((row) => ({ row, id: randomUUID() }));
  const values = accounts.map(({ row, id }) => ({
    id,
    username: row.username,
    email: row.email,
    display_name: [row.firstName, row.lastName].filter(Boolean).join(' ').slice(0, 100) || row.username,
    first_name: row.firstName || null,
    last_name: row.lastName || null,
    hidden_notes: row.hiddenNotes || null,
    password_hash: hashes?.get(row) ?? null,
  }));
  const inserted = await tx.execute<{ id: string }[]>(
    `insert into "user" (id, username, email, display_name, first_name, last_name, hidden_notes, password_hash, must_change_password,
                         state, created_at)
     select a.*, a.password_hash is not null, 'ACTIVE', ?::timestamptz
       from json_to_recordset(?::json) as a(id uuid, username text, email text, display_name text, first_name text,
                                            last_name text, hidden_notes text, password_hash text)
     on conflict do nothing returning id`,
    [now, JSON.stringify(values)],
  );
  const ids = new Set(inserted.map(({ id }) => id));
  return accounts.flatMap(({ row, id }) => (ids.has(id) ? Object.assign(row, { userId: id }) : []));
}
