import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { type ApiAccess, request } from '../cli/graphql-request.js';
import type { SubmittedFile } from './bench-event.js';
import type { LiveClient } from './live-client.js';

const submit = `mutation ($input: SubmitInput!) {
  submit(input: $input) { submission { id evaluation { id state } } refusal { message } }
}`;
const fields = `id evaluation { id state failure { message exceptionMessage } foldRuns { id foldIndex state scores { scoreType step value } }
  baggedScores { scoreType step value } }`;
const read = `query ($id: ID!) { submission(id: $id) { ${fields} } }`;
const changed = `subscription ($id: ID!) { submissionChanged(id: $id) { ${fields} } }`;

interface Seen {
  id: string;
  evaluation: { state: string; failure: { message: string; exceptionMessage: string | null } | null };
}

const giveUpSeconds = 300;
const goingOn = new Set(['NEW', 'RUNNING', 'BAGGING']);

/**
 * Milliseconds from just before the mutation `submit` is sent until its author's subscription hears `SCORED`, over a socket
 * that was open before, with all fold states and scores in every event, as the submission page asks for them. A
 * subscription needs the submission's id, so it starts with the mutation's answer and reads once, as the page does.
 */
export async function timeToScore(
  access: ApiAccess,
  live: LiveClient,
  eventSlug: string,
  files: readonly SubmittedFile[],
): Promise<number> {
  const input = { eventSlug, name: `bench-${randomUUID().slice(0, 8)}`, files, idempotencyKey: randomUUID() };
  const scored = Promise.withResolvers<number>();
  const timer = setTimeout(
    () => scored.reject(new Error(`Not scored after ${giveUpSeconds} s.`)),
    giveUpSeconds * 1000,
  );
  const start = performance.now();
  const hear = (submission: Seen | null) => {
    if (!submission || goingOn.has(submission.evaluation.state)) return;
    if (submission.evaluation.state === 'SCORED') return scored.resolve(performance.now() - start);
    const { state, failure } = submission.evaluation;
    scored.reject(new Error(`Ended in ${state}: ${failure?.message ?? ''} ${failure?.exceptionMessage ?? ''}`));
  };
  const answer = await request<{
    submit: { submission: { id: string } | null; refusal: { message: string } | null };
  }>(access, submit, { input });
  const id = answer.submit.submission?.id;
  if (id === undefined) throw new Error(answer.submit.refusal?.message ?? 'The submission was refused.');
  const end = live.subscribe<{ submissionChanged: Seen }>(
    changed,
    { id },
    (data) => hear(data.submissionChanged),
    scored.reject,
  );
  request<{ submission: Seen | null }>(access, read, { id }).then((data) => hear(data.submission), scored.reject);
  try {
    return await scored.promise;
  } finally {
    clearTimeout(timer);
    end();
  }
}
