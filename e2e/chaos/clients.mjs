import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { joinAsNewParticipant } from '../../packages/worker/dist/bench/bench-event.js';
import { request } from '../../packages/worker/dist/cli/graphql-request.js';
import { forEachOf } from '../bench/teams.mjs';

const GIVE_UP_SECONDS = 300;
const ANSWER_SECONDS = 15;
const SIGN_UPS_AT_ONCE = 4;
const JOIN = `mutation ($input: SignUpForEventInput!) { signUpForEvent(input: $input) { refusal { message } } }`;
const SUBMIT = `mutation ($input: SubmitInput!) { submit(input: $input) { submission { id } refusal { message } } }`;

/** Signs teams of one up for several events; each is how to reach the platform as its member. */
export async function joinTeams(apiUrl, eventSlugs, count) {
  const [first, ...others] = eventSlugs;
  return forEachOf(Array.from({ length: count }), SIGN_UPS_AT_ONCE, async () => {
    const access = await joinAsNewParticipant(apiUrl, first);
    for (const eventSlug of others) await request(access, JOIN, { input: { eventSlug } });
    return access;
  });
}

/**
 * Submits as a careful client does: what gets no answer is sent again with the same idempotency key, to whichever api
 * answers. Resolves to the submission's id; a refusal is final.
 */
async function submitSurely(access, apiUrls, { event, name, files }, retries) {
  const input = { eventSlug: event, name, files, idempotencyKey: randomUUID() };
  const end = Date.now() + GIVE_UP_SECONDS * 1000;
  for (let attempt = 0; ; attempt += 1) {
    const api = apiUrls[attempt % apiUrls.length];
    const sent = request({ ...access, api }, SUBMIT, { input });
    sent.catch(() => {}); // may come after we have stopped waiting
    const answer = await Promise.race([sent, sleep(ANSWER_SECONDS * 1000, undefined, { ref: false })]).catch(
      (error) => ({ error }),
    );
    if (answer?.submit?.refusal) throw new Error(`${name} was refused: ${answer.submit.refusal.message}`);
    if (answer?.submit) return answer.submit.submission.id;
    if (Date.now() > end) throw new Error(`${name} got no answer: ${answer?.error?.message ?? 'silence'}`);
    retries.count += 1;
    await sleep(300);
  }
}

/** Submits a whole plan, spread over so many seconds. Answers with the ids by name, and how often it had to ask again. */
export async function submitPlan(plan, teams, apiUrls, spreadSeconds) {
  const retries = { count: 0 };
  const ids = await Promise.all(
    plan.map(async (planned, index) => {
      await sleep(planned.wait * spreadSeconds * 1000);
      const turned = index % 2 === 0 ? apiUrls : apiUrls.toReversed();
      return [planned.name, await submitSurely(teams[planned.team], turned, planned, retries)];
    }),
  );
  return { ids: new Map(ids), retries: retries.count };
}
