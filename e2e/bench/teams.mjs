import { randomUUID } from 'node:crypto';
import { joinAsNewParticipant } from '../../packages/worker/dist/bench/bench-event.js';
import { request } from '../../packages/worker/dist/cli/graphql-request.js';

const SIGN_UPS_AT_ONCE = 4; // hashing a password takes a core for a tenth of a second
const SUBMIT = `mutation ($input: SubmitInput!) {
  submit(input: $input) { submission { id evaluation { id } } refusal { message } } }`;

/** Calls `action` for each item, so many at a time; the answers in the order of the items. */
export async function forEachOf(items, atOnce, action) {
  const answers = [];
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < items.length; index = next++) answers[index] = await action(items[index], index);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return answers;
}

/** Signs up teams of one; each is how to reach the platform as its member. */
export const joinTeams = (api, eventSlug, count) =>
  forEachOf(Array.from({ length: count }), SIGN_UPS_AT_ONCE, () => joinAsNewParticipant(api, eventSlug));

/** Submits under a new name; answers with the ids. A refusal is thrown. */
export async function submitAs(access, eventSlug, files, name = `bench-${randomUUID().slice(0, 18)}`) {
  const input = { eventSlug, name, files, idempotencyKey: randomUUID() };
  const { submit } = await request(access, SUBMIT, { input });
  if (submit.refusal) throw new Error(submit.refusal.message);
  return { id: submit.submission.id, evaluationId: submit.submission.evaluation.id };
}
