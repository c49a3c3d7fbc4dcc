import type { CliConfig } from '../config.js';
import { type ApiAccess, request } from '../graphql-request.js';
import { layOutTable } from '../lay-out-table.js';
import { toJson } from '../score-summary.js';
import { type PlatformFlags, readerAccess } from './platform-access.js';
import { printable } from './printable.js';
import { timeWords } from './time-words.js';

const query = `query ($isArchived: Boolean!) { events(isArchived: $isArchived) {
  slug title phase signUpMode opensAt publicOpensAt closesAt myParticipation { state }
} }`;

interface ListedEvent {
  slug: string;
  title: string;
  phase: 'UPCOMING' | 'COMPETITIVE' | 'COLLABORATIVE' | 'CLOSED';
  signUpMode: 'OPEN' | 'CODE' | 'APPROVAL';
  opensAt: string;
  publicOpensAt: string | null;
  closesAt: string;
  myParticipation: { state: 'ASKED' | 'APPROVED' | 'REJECTED' } | null;
}

/** What `databoard events` was asked for. */
export interface EventsFlags extends PlatformFlags {
  archived?: boolean;
}

/** `databoard events`: those that one sees, open ones first, and whether one takes part. */
export async function events(config: CliConfig, flags: EventsFlags): Promise<void> {
  const found = await readEvents(await readerAccess(config, flags), flags.archived === true);
  if (flags.json) {
    const rows = found.map(({ myParticipation, ...event }) => ({
      ...event,
      participation: myParticipation?.state ?? null,
    }));
    console.log(toJson({ events: rows }));
    return;
  }
  const rows = found.map(({ slug, title, phase, opensAt, closesAt, signUpMode, myParticipation }) => [
    slug,
    printable(title),
    phase,
    phase === 'UPCOMING' ? `opens ${timeWords(opensAt)}` : `closes ${timeWords(closesAt)}`,
    myParticipation === null ? `no; sign-up: ${signUpMode}` : myParticipation.state,
  ]);
  if (rows.length === 0) console.log('There is no event, or none for you.');
  else console.log(layOutTable([['event', 'title', 'phase', 'when', 'you take part'], ...rows], [0, 1, 2, 3, 4]));
}

const readEvents = async (access: ApiAccess, isArchived: boolean): Promise<ListedEvent[]> =>
  (await request<{ events: ListedEvent[] }>(access, query, { isArchived })).events;
