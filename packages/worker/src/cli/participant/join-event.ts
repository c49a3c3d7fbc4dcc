import type { CliConfig } from '../config.js';
import { request } from '../graphql-request.js';
import { toJson } from '../score-summary.js';
import { type PlatformFlags, participantAccess } from './platform-access.js';
import { type Refusal, refusalFields, throwRefusal } from './refusal.js';

const mutation = `mutation ($input: SignUpForEventInput!) { signUpForEvent(input: $input) {
  participation { state } ${refusalFields}
} }`;

interface Answer {
  signUpForEvent: { participation: { state: 'ASKED' | 'APPROVED' | 'REJECTED' } | null; refusal: Refusal | null };
}

/** What `databoard join` was asked for. */
export interface JoinFlags extends PlatformFlags {
  code?: string;
}

/** `databoard join`: signs up for an event, alone; teams are made on the pages. */
export async function joinEvent(config: CliConfig, slug: string, flags: JoinFlags): Promise<void> {
  const access = await participantAccess(config, flags);
  const input = { eventSlug: slug, ...(flags.code === undefined ? {} : { code: flags.code }) };
  const { signUpForEvent: answer } = await request<Answer>(access, mutation, { input });
  // Who is in already has what was wanted.
  if (answer.refusal?.reason !== 'ALREADY_DONE') throwRefusal(answer.refusal);
  const state = answer.participation?.state ?? null;
  if (flags.json) console.log(toJson({ event: slug, participation: state }));
  else console.log(words(slug, state));
}

const words = (slug: string, state: string | null): string =>
  state === 'ASKED'
    ? `You have asked to take part in ${slug}. The organisers decide; you will get a mail.`
    : `You take part in ${slug}.`;
