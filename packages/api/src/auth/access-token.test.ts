import assert from 'node:assert/strict';
import { Event } from '../events/event.entity.js';
import { EventAdmin } from '../events/event-admin.entity.js';
import type { GraphqlClient } from '../testing/graphql-client.js';
import { join, newAdmin, newUser, openEvent, submitTo } from '../testing/scenario.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { User } from '../users/user.entity.js';

const create = `mutation ($input: CreateAccessTokenInput!) {
  createAccessToken(input: $input) { token refusal { reason field } } }`;
const list = '{ myAccessTokens { id name scopes isExpired lastUsedAt } }';
const revoke = 'mutation ($id: ID!) { revokeAccessToken(input: { accessTokenId: $id }) { accessTokens { id } } }';
const joinMutation = `mutation ($input: SignUpForEventInput!) { signUpForEvent(input: $input) { refusal { reason } } }`;
const pause = 'mutation { pauseWorker(input: { name: "any" }) { workers { name } } }';

describe('access tokens', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  let eventSlug: string;
  before(async () => {
    test = await startTestApp();
    admin = await newAdmin(test, 'root');
    eventSlug = await openEvent(test, admin);
  });
  after(() => test.close());

  const programOf = async (owner: GraphqlClient, scopes: string[], more: object = {}) => {
    const answer = await owner.data(create, { input: { name: 'a program', scopes, ...more } });
    const program = test.client();
    program.headers = { authorization: `Bearer ${answer.createAccessToken.token}` };
    return program;
  };

  it('do what their scopes say, and otherwise say which one is missing', async () => {
    const owner = await newUser(test, 'ada');
    const reader = await programOf(owner, ['READ']);
    assert.equal((await reader.data('{ viewer { username } }')).viewer.username, 'ada');
    const refused = await reader.post(joinMutation, { input: { eventSlug } });
    assert.equal(refused.errors?.[0]?.extensions?.code, 'FORBIDDEN');
    assert.match(refused.errors?.[0]?.message ?? '', /scope SUBMIT/);

    const submitter = await programOf(owner, ['SUBMIT']);
    await join(submitter, eventSlug);
    assert.equal((await submitTo(submitter, eventSlug)).refusal, null);
    assert.match((await submitter.post(pause)).errors?.[0]?.message ?? '', /scope ADMIN/);
    const everything = await programOf(owner, ['READ', 'SUBMIT', 'ADMIN']);
    assert.match(
      (await everything.post(pause)).errors?.[0]?.message ?? '',
      /only site admins/i,
      'no scope gives rights',
    );
  });

  it('never look after the account itself', async () => {
    const owner = await newUser(test, 'bob');
    const everything = await programOf(owner, ['READ', 'SUBMIT', 'ADMIN']);
    assert.equal(await everything.errorCode(create, { input: { name: 'a child' } }), 'FORBIDDEN');
    assert.equal(await everything.errorCode(list), 'FORBIDDEN');
    assert.equal(await everything.errorCode('{ mySessions { id } }'), 'FORBIDDEN');
    assert.equal(await everything.errorCode('mutation { endOtherSessions { sessions { id } } }'), 'FORBIDDEN');
  });

  it('of an admin see and do what a participant may, unless they have the scope', async () => {
    const limited = await programOf(admin, ['READ', 'SUBMIT']);
    assert.equal((await limited.data('{ viewer { isAdmin } }')).viewer.isAdmin, false);
    assert.equal(await limited.errorCode('{ workers { name } }'), 'FORBIDDEN');
    const full = await programOf(admin, ['ADMIN']);
    assert.equal((await full.data('{ viewer { isAdmin } }')).viewer.isAdmin, true);
    await full.data('{ workers { name } }');
    assert.equal((await admin.data('{ viewer { isAdmin } }')).viewer.isAdmin, true, 'the account itself is as it was');
  });

  it('of an event admin run the event only with the scope', async () => {
    const organiser = await newUser(test, 'olga');
    const em = test.app.orm.em.fork();
    const [event, user] = [
      await em.findOneOrFail(Event, { slug: eventSlug }),
      await em.findOneOrFail(User, { username: 'olga' }),
    ];
    await em.insert(EventAdmin, { event: event.id, user: user.id, addedAt: test.clock.now() });
    const query = 'query ($slug: String!) { event(slug: $slug) { viewerAdministers } }';
    const administers = async (client: GraphqlClient) =>
      (await client.data(query, { slug: eventSlug })).event.viewerAdministers;
    assert.equal(await administers(organiser), true);
    assert.equal(await administers(await programOf(organiser, ['READ', 'SUBMIT'])), false);
    assert.equal(await administers(await programOf(organiser, ['ADMIN'])), true);
  });

  it('are listed with their last use, expire when they should and end when they are revoked', async () => {
    const owner = await newUser(test, 'carl');
    const program = await programOf(owner, ['SUBMIT'], { days: 7 });
    const [unused] = (await owner.data(list)).myAccessTokens;
    assert.deepEqual(unused, {
      id: unused.id,
      name: 'a program',
      scopes: ['READ', 'SUBMIT'],
      isExpired: false,
      lastUsedAt: null,
    });
    await program.data('{ viewer { id } }');
    assert.notEqual((await owner.data(list)).myAccessTokens[0].lastUsedAt, null);

    const other = await newUser(test, 'dora');
    assert.equal(await other.errorCode(revoke, { id: unused.id }), 'NOT_FOUND');
    assert.equal(await other.errorCode(revoke, { id: 'no id' }), 'NOT_FOUND');
    assert.notEqual((await program.data('{ viewer { id } }')).viewer, null);
    await owner.data(revoke, { id: unused.id });
    assert.equal((await program.data('{ viewer { id } }')).viewer, null);

    const week = await programOf(owner, [], { days: 7 });
    test.clock.advance(7 * 86_400 + 1);
    assert.equal((await week.data('{ viewer { id } }')).viewer, null);
    assert.equal((await owner.data(list)).myAccessTokens[0].isExpired, true);
  });

  it('are refused without a name, for ever, or beyond fifty', async () => {
    const owner = await newUser(test, 'emil');
    const ask = (input: object) => owner.post(create, { input });
    assert.equal((await ask({ name: ' ' })).data.createAccessToken.refusal.field, 'name');
    for (const days of [0, 367])
      assert.equal((await ask({ name: 'x', days })).errors?.[0]?.extensions?.code, 'INVALID');
    for (let made = 0; made < 50; made++) await owner.data(create, { input: { name: `number ${made}` } });
    assert.equal((await ask({ name: 'one more' })).data.createAccessToken.refusal.reason, 'TOO_MANY');
  });
});
