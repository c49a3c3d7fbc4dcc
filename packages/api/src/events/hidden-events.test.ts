import assert from 'node:assert/strict';
import type { GraphqlClient } from '../testing/graphql-client.js';
import { join, newAdmin, newUser, openEvent, submitTo, untilState } from '../testing/scenario.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';

const update = `mutation ($input: UpdateEventInput!) {
  updateEvent(input: $input) { event { visibility } refusal { reason field message } }
}`;
const one = 'query ($slug: String!) { event(slug: $slug) { slug visibility board { rows { submissionId } } } }';

describe('hidden events', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  let ada: GraphqlClient;
  let slug: string;
  let submissionId: string;
  before(async () => {
    test = await startTestApp();
    admin = await newAdmin(test);
    slug = await openEvent(test, admin);
    ada = await newUser(test);
    await join(ada, slug);
    submissionId = (await submitTo(ada, slug)).submission.id;
    await untilState(ada, submissionId, 'SCORED');
    await admin.data(update, { input: { slug, visibility: 'HIDDEN' } });
  });
  after(() => test.close());

  it('are there for site admins and participants, and for nobody else by any door', async () => {
    const stranger = await newUser(test);
    for (const client of [admin, ada]) assert.equal((await client.data(one, { slug })).event.visibility, 'HIDDEN');
    for (const client of [stranger, test.client()]) {
      assert.equal((await client.data(one, { slug })).event, null);
      assert.deepEqual((await client.data('{ events { slug } }')).events, []);
      const submission = 'query ($id: ID!) { submission(id: $id) { id event { title } } }';
      assert.equal((await client.data(submission, { id: submissionId })).submission, null);
      for (const [subscription, variables] of [
        ['subscription ($slug: String!) { boardChanged(eventSlug: $slug) { version } }', { slug }],
        ['subscription ($id: ID!) { submissionChanged(id: $id) { id } }', { id: submissionId }],
      ] as const) {
        const listener = client.subscribe(subscription, variables);
        await eventually(async () => JSON.stringify([listener.failure, listener.seen]).includes('NOT_FOUND'), 'no');
        await listener.close();
      }
    }
    const forbidden = [
      ['mutation ($slug: String!) { signUpForEvent(input: { eventSlug: $slug }) { event { id } } }', { slug }],
      [
        'mutation ($slug: String!) { saveDraft(input: { eventSlug: $slug, files: [], expectedVersion: 0 }) { refusal { reason } } }',
        { slug },
      ],
      [
        'mutation ($slug: String!) { submit(input: { eventSlug: $slug, name: "hello", files: [] }) { refusal { reason } } }',
        { slug },
      ],
      [
        'mutation ($id: ID!) { withdrawSubmission(input: { submissionId: $id }) { refusal { reason } } }',
        { id: submissionId },
      ],
      [update, { input: { slug, title: 'Mine' } }],
    ] as const;
    for (const [mutation, variables] of forbidden) {
      assert.equal(await stranger.errorCode(mutation, variables), 'NOT_FOUND', mutation);
    }
  });

  it('end the subscriptions of whoever may not know of them any more', async () => {
    await admin.data(update, { input: { slug, visibility: 'PUBLIC' } });
    const listener = test
      .client()
      .subscribe('subscription ($slug: String!) { boardChanged(eventSlug: $slug) { version } }', {
        slug,
      });
    await listener.until((data) => data?.boardChanged !== undefined);
    await admin.data(update, { input: { slug, visibility: 'HIDDEN' } });
    await eventually(async () => JSON.stringify([listener.failure, listener.seen]).includes('NOT_FOUND'), 'the end');
    await listener.close();
  });
});
