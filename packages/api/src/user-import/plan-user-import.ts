import type { EntityManager } from '@mikro-orm/postgresql';
import { refuseAccount, refuseEmail } from '../auth/account-rules.js';
import type { ParticipationState } from '../events/participation.entity.js';
import { canEnter, type UserState } from '../users/user-state.js';
import type { CsvRow } from './parse-user-csv.js';
import { freeUsername, usernameFrom } from './suggest-username.js';

/** What becomes of a line: a new account, the account that has the address already, or nothing. */
export type ImportOutcome = 'NEW' | 'EXISTING' | 'PROBLEM';

/** What becomes of it in the event: it enters, takes part already, or cannot enter like that. */
export type ImportEntry = 'ENTERS' | 'TAKES_PART' | 'REFUSED';

/** A line of the file, and what an import makes of it. */
export interface PlannedRow extends CsvRow {
  outcome: ImportOutcome;
  /** Of an existing account. */
  userId: string | null;
  /** Null without an event, and with a problem. */
  entry: ImportEntry | null;
  /** The column at fault, as in the file RAMP writes. */
  field: string | null;
  /** What is wrong, or worth knowing. */
  message: string | null;
  /** A user name that would be taken. */
  suggestion: string | null;
}

interface PlanOptions {
  eventId: string | null;
  /** Where a user name is missing, taken or impossible, the suggestion is used. */
  takesSuggestions: boolean;
}

interface Known {
  id: string;
  username: string;
  email: string;
  first_name: string | null;
  last_name: string | null;
  state: UserState;
  participation: ParticipationState | null;
  has_left: boolean;
}

const nameMax = 100;
const notesMax = 4000;

/** Says for each line what an import would do. Changes nothing; two statements, however many lines there are. */
export async function planUserImport(
  em: EntityManager,
  rows: readonly CsvRow[],
  { eventId, takesSuggestions }: PlanOptions,
): Promise<PlannedRow[]> {
  const tidy = rows.map((row) => ({ ...row, email: row.email.toLowerCase(), username: row.username.toLowerCase() }));
  const known = await findKnown(
    em,
    tidy.map(({ email }) => email),
    eventId,
  );
  const wishes = tidy.map((row) => wishOf(row));
  const taken = await findTaken(em, [...tidy.map(({ username }) => username), ...wishes.flatMap((wish) => wish ?? [])]);
  const lineOfEmail = new Map<string, number>();
  return tidy.map((row, index) => {
    const plan: PlannedRow = {
      ...row,
      outcome: 'PROBLEM',
      userId: null,
      entry: null,
      field: null,
      message: null,
      suggestion: null,
    };
    const problem = (field: string, message: string): PlannedRow => ({ ...plan, field, message });
    if (row.email === '') return problem('email', 'The e-mail address is missing.');
    const refused = refuseEmail(row.email);
    if (refused !== null) return problem('email', refused.message);
    const earlier = lineOfEmail.get(row.email);
    if (earlier !== undefined) return problem('email', `The same address as in line ${earlier}.`);
    lineOfEmail.set(row.email, row.line);
    const tooLong = refuseLengths(row);
    if (tooLong !== null) return problem(...tooLong);
    const account = known.get(row.email);
    if (account !== undefined) return planExisting(plan, account, eventId);
    return planNew(plan, { taken, wish: wishes[index] ?? null, takesSuggestions, hasEvent: eventId !== null });
  });
}

function refuseLengths({ firstName, lastName, hiddenNotes }: CsvRow): [field: string, message: string] | null {
  if (firstName.length > nameMax) return ['firstname', `A name has at most ${nameMax} characters.`];
  if (lastName.length > nameMax) return ['lastname', `A name has at most ${nameMax} characters.`];
  return hiddenNotes.length > notesMax ? ['hidden_notes', `Notes have at most ${notesMax} characters.`] : null;
}

function planExisting(plan: PlannedRow, account: Known, eventId: string | null): PlannedRow {
  const { id: userId, username, state } = account;
  if (!canEnter(state)) {
    return { ...plan, field: 'email', message: `The account “${username}” with this address is closed.` };
  }
  const entry = eventId === null ? null : entryOf(account);
  const differs = [
    plan.username !== '' && plan.username !== username ? `is called “${username}”` : null,
    isOther(plan.firstName, account.first_name) || isOther(plan.lastName, account.last_name)
      ? `belongs to ${[account.first_name, account.last_name].filter(Boolean).join(' ') || 'somebody without a name'}`
      : null,
  ].filter((words) => words !== null);
  const said = [
    differs.length === 0
      ? null
      : `This address has an account already: it ${differs.join(' and ')}, and stays as it is.`,
    entry === 'REFUSED' ? refusedWords(account) : null,
  ].filter((words) => words !== null);
  return { ...plan, outcome: 'EXISTING', userId, username, entry, message: said.join(' ') || null };
}

const isOther = (given: string, kept: string | null): boolean => given !== '' && given !== (kept ?? '');

function entryOf({ participation, has_left }: Known): ImportEntry {
  if (participation === 'APPROVED') return 'TAKES_PART';
  return participation === 'REJECTED' || (participation === null && has_left) ? 'REFUSED' : 'ENTERS';
}

const refusedWords = ({ participation }: Known): string =>
  participation === 'REJECTED'
    ? 'The event’s organisers have turned it down: approve it there if it is to take part.'
    : 'It has left a team of the event: readmit it there if it is to take part.';

interface NewOptions {
  /** Names of other accounts and of earlier lines; a name that is given away is added. */
  taken: Set<string>;
  wish: string | null;
  takesSuggestions: boolean;
  hasEvent: boolean;
}

function planNew(plan: PlannedRow, { taken, wish, takesSuggestions, hasEvent }: NewOptions): PlannedRow {
  const trouble = troubleOf(plan.username, taken);
  const isNew = { ...plan, outcome: 'NEW', entry: hasEvent ? 'ENTERS' : null } as const;
  if (trouble === null) {
    taken.add(plan.username);
    return isNew;
  }
  const suggestion = wish === null ? null : freeUsername(wish, (name) => taken.has(name));
  // Who has no name in the file has none to lose.
  if (suggestion === null || !(takesSuggestions || plan.username === '')) {
    return { ...plan, field: 'name', message: trouble, suggestion };
  }
  taken.add(suggestion);
  return {
    ...isNew,
    username: suggestion,
    message: plan.username === '' ? null : `${trouble} “${suggestion}” instead.`,
  };
}

function troubleOf(username: string, taken: ReadonlySet<string>): string | null {
  if (username === '') return 'The user name is missing.';
  if (taken.has(username)) return `The user name “${username}” is taken.`;
  const rest = { email: 'a@b', displayName: '', password: 'not asked for' };
  return refuseAccount({ username, ...rest })?.message ?? null;
}

/** What somebody could be called: as the file says, else by their name, else by their address. */
function wishOf({ username, firstName, lastName, email }: CsvRow): string | null {
  const full = [firstName, lastName].filter(Boolean).join('.');
  const [mailbox = ''] = email.split('@');
  return usernameFrom(username) ?? usernameFrom(full) ?? usernameFrom(mailbox) ?? usernameFrom(email.replace('@', '.'));
}

/** The accounts that have one of the addresses, with where they stand in the event. */
async function findKnown(
  em: EntityManager,
  emails: readonly string[],
  eventId: string | null,
): Promise<Map<string, Known>> {
  const rows = await em.execute<Known[]>(
    `select u.id, u.username, u.email, u.first_name, u.last_name, u.state, p.state as participation,
            exists (select 1 from team_departure d where d.event_id = ?::uuid and d.user_id = u.id) as has_left
       from "user" u
       left join team_member m on m.event_id = ?::uuid and m.user_id = u.id
       left join participation p on p.team_id = m.team_id
      where u.email in (select json_array_elements_text(?::json))`,
    [eventId, eventId, JSON.stringify(emails)],
  );
  return new Map(rows.map((row) => [row.email, row]));
}

/** Which of the names, and of those made from them by a number behind, other accounts have. */
async function findTaken(em: EntityManager, names: readonly string[]): Promise<Set<string>> {
  const rows = await em.execute<{ username: string }[]>(
    `with wanted as (select distinct json_array_elements_text(?::json) as name)
     select u.username from "user" u join wanted w on u.username = w.name
      union
     select u.username from "user" u join wanted w on w.name = regexp_replace(u.username, '-[0-9]+$', '')`,
    [JSON.stringify(names)],
  );
  return new Set(rows.map(({ username }) => username));
}
