import assert from 'node:assert/strict';
import { DueBlends } from '../blending/blend-when-due.js';
import { blended, failedFold, scoredBag, scoredFold } from '../testing/fake-worker.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { boardQuery, join, newAdmin, newUser, openEvent, submitTo, untilState } from '../testing/scenario.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';

const quietSeconds = 2;
const day = 86_400_000;
const declareMutation = `mutation ($input: DeclareCreditsInput!) {
  declareCredits(input: $input) { submission { id historicalContributivity } refusal { reason field message } }
}`;
const creditsQuery = `query ($id: ID!) {
  submission(id: $id) {
    contributivity historicalContributivity
    credits {
      canDeclare received { submission { id } fraction }
      declarations { author { username } declaredAt credits { submission { id name } fraction } }
    }
  }
}`;

describe('credits', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  let ada: GraphqlClient;
  let rival: GraphqlClient;
  let stranger: GraphqlClient;
  before(async () => {
    test = await startTestApp({ sweepSeconds: 3600 });
    admin = await newAdmin(test);
    [ada, rival, stranger] = await Promise.all([newUser(test), newUser(test), newUser(test)]);
  });
  after(() => test.close());
  beforeEach(() => {
    Object.assign(test.worker.script, { fold: () => scoredFold(0.8), bag: () => scoredBag(0.9) });
  });

  const inHours = (hours: number) => new Date(test.clock.now().getTime() + hours * 3_600_000).toISOString();
  const openCode = () => new Date(test.clock.now().getTime() - day / 2).toISOString();
  const enter = async (changed: Record<string, unknown> = {}): Promise<string> => {
    const slug = await openEvent(test, admin, { publicOpensAt: openCode(), ...changed });
    await Promise.all([join(ada, slug), join(rival, slug)]);
    return slug;
  };
  const score = async (slug: string, client: GraphqlClient): Promise<string> => {
    const { submission } = await submitTo(client, slug);
    await untilState(client, submission.id, 'SCORED');
    return submission.id;
  };
  const declare = async (
    client: GraphqlClient,
    submissionId: string,
    credits: Record<string, number>,
  ): Promise<Data> => {
    const given = Object.entries(credits).map(([sourceId, fraction]) => ({ sourceId, fraction }));
    return (await client.data(declareMutation, { input: { submissionId, credits: given } })).declareCredits;
  };
  const creditsOf = async (client: GraphqlClient, id: string): Promise<Data> =>
    (await client.data(creditsQuery, { id })).submission;
  const boardOf = async (slug: string): Promise<Record<string, [number, number]>> => {
    const { event } = await test.client().data(boardQuery, { slug });
    return Object.fromEntries(
      event.leaderboard.rows.map((row: Data) => [row.id, [row.contributivity, row.historicalContributivity]]),
    );
  };
  /** Blends the event now: each fold with members by their place among the candidates. */
  const blend = async (slug: string, first: number[], second: number[]) => {
    test.worker.script.blend = () => blended(first, second);
    const due = new DueBlends(quietSeconds);
    const deps = { ...test.app.services, em: test.app.orm.em };
    await due.look(deps);
    test.clock.advance(quietSeconds);
    await due.look(deps);
    await eventually(async () => {
      const { event } = await test.client().data(boardQuery, { slug });
      return (
        event.leaderboard.blend?.state === 'DONE' &&
        event.leaderboard.rows.every((row: Data) => row.contributivity !== null)
      );
    }, 'the blend is done');
  };

  it('move contributivity to earlier submissions, when a blend ends and when they are declared', async () => {
    const slug = await enter();
    const first = await score(slug, ada);
    const second = await score(slug, rival);
    assert.equal((await declare(rival, second, { [first]: 0.25 })).refusal, null);
    await blend(slug, [0, 1], [1]);
    const shares = await boardOf(slug);
    const [ofFirst, ofSecond] = [shares[first]?.[0] ?? 0, shares[second]?.[0] ?? 0];
    assert.ok(Math.abs(ofFirst + ofSecond - 1) < 1e-12);
    assert.deepEqual(shares[second], [ofSecond, 0.75 * ofSecond]);
    assert.deepEqual(shares[first], [ofFirst, ofFirst + 0.25 * ofSecond]);

    const versions = async () => {
      const sql = 'select board_version, blended_version from event where slug = ?';
      const [row] = await test.app.orm.em
        .fork()
        .execute<{ board_version: number; blended_version: number }[]>(sql, [slug]);
      assert.ok(row);
      return row;
    };
    const before = await versions();
    assert.equal((await declare(rival, second, { [first]: 1 })).submission.historicalContributivity, 0);
    assert.deepEqual(await boardOf(slug), { [first]: [ofFirst, 1], [second]: [ofSecond, 0] });
    const after = await versions();
    assert.equal(after.board_version, before.board_version + 1, 'boards that are kept are read again');
    assert.equal(after.blended_version, after.board_version, 'nothing is blended anew');

    assert.equal((await declare(rival, second, {})).refusal, null);
    assert.deepEqual(await boardOf(slug), { [first]: [ofFirst, ofFirst], [second]: [ofSecond, ofSecond] });
  });

  it('stay with a source that has no score, and start anew with each blend', async () => {
    const slug = await enter();
    test.worker.script.fold = () => failedFold();
    const failed = (await submitTo(ada, slug)).submission.id;
    await untilState(ada, failed, 'TRAINING_ERROR');
    test.worker.script.fold = () => scoredFold(0.8);
    const good = await score(slug, rival);
    await declare(rival, good, { [failed]: 0.5 });
    for (const round of [1, 2]) {
      await blend(slug, [0], [0]);
      assert.equal((await creditsOf(ada, failed)).historicalContributivity, 0.5, `blend ${round}`);
      assert.deepEqual(await boardOf(slug).then((rows) => rows[good]), [1, 0.5]);
      if (round === 1) {
        await admin.data(
          `mutation ($input: RerunSubmissionInput!) { rerunSubmission(input: $input) { refusal { message } } }`,
          { input: { submissionId: good, scope: 'ALL' } },
        );
        await untilState(rival, good, 'SCORED');
      }
    }
  });

  it('are declared by the own team alone, to earlier submissions of the event whose code it may read', async () => {
    const slug = await enter();
    const other = await enter();
    const elsewhere = await score(other, ada);
    const first = await score(slug, ada);
    const mine = await score(slug, rival);
    const later = await score(slug, ada);
    const refusedBy = async (credits: Record<string, number>) => (await declare(rival, mine, credits)).refusal?.message;
    assert.match(await refusedBy({ [later]: 0.1 }), /later/);
    assert.match(await refusedBy({ [mine]: 0.1 }), /itself/);
    assert.match(await refusedBy({ [elsewhere]: 0.1 }), /another event/);
    assert.match(await refusedBy({ [crypto.randomUUID()]: 0.1 }), /no such submission/);
    assert.match(await refusedBy({ [first]: 0 }), /more than 0/);
    const twice = [0.6, 0.6].map((fraction) => ({ sourceId: first, fraction }));
    const { declareCredits } = await rival.data(declareMutation, { input: { submissionId: mine, credits: twice } });
    assert.match(declareCredits.refusal.message, /twice/);
    assert.equal((await creditsOf(rival, mine)).credits.declarations.length, 0, 'nothing was written');

    for (const [client, code] of [
      [ada, 'FORBIDDEN'],
      [admin, 'FORBIDDEN'],
      [stranger, 'FORBIDDEN'],
      [test.client(), 'UNAUTHENTICATED'],
    ] as const) {
      assert.equal(await client.errorCode(declareMutation, { input: { submissionId: mine, credits: [] } }), code);
    }
    for (const fraction of [-0.1, 1.1, Number.MAX_VALUE]) {
      const input = { submissionId: mine, credits: [{ sourceId: first, fraction }] };
      assert.equal(await rival.errorCode(declareMutation, { input }), 'INVALID');
    }
    const both = { [first]: 0.7, [await score(slug, rival)]: 0.7 };
    assert.match((await declare(ada, await score(slug, ada), both)).refusal.message, /more than 1/);
  });

  it('cannot name hidden code, and are hidden with it', async () => {
    const slug = await enter({ publicOpensAt: inHours(1) });
    const first = await score(slug, ada);
    const own = await score(slug, rival);
    const mine = await score(slug, rival);
    assert.match((await declare(rival, mine, { [first]: 0.5 })).refusal.message, /may not read/);
    assert.equal((await declare(rival, mine, { [own]: 0.5 })).refusal, null);
    assert.equal((await creditsOf(ada, mine)).credits, null);
    assert.equal((await creditsOf(test.client(), mine)).credits, null);
    const seen = (await creditsOf(rival, own)).credits;
    assert.deepEqual([seen.received, seen.canDeclare], [[{ submission: { id: mine }, fraction: 0.5 }], true]);
    test.clock.advance(3601);
    const { credits } = await creditsOf(ada, mine);
    assert.deepEqual(credits.declarations[0].credits[0].submission.id, own);
    assert.equal(credits.canDeclare, false);
    assert.equal((await creditsOf(stranger, mine)).credits, null, 'not for people outside the event');
  });

  it('keep what was declared before, once per change, and are final a day after closing', async () => {
    const slug = await enter({ closesAt: inHours(1) });
    const first = await score(slug, ada);
    const mine = await score(slug, rival);
    await declare(rival, mine, { [first]: 0.5 });
    await declare(rival, mine, { [first]: 0.5 });
    test.clock.advance(3600 + 3600);
    assert.equal((await declare(rival, mine, { [first]: 0.25 })).refusal, null);
    const fractions = async () =>
      (await creditsOf(rival, mine)).credits.declarations.map(({ credits }: Data) => credits[0].fraction);
    assert.deepEqual(await fractions(), [0.25, 0.5]);
    test.clock.advance(24 * 3600);
    assert.equal((await declare(rival, mine, { [first]: 1 })).refusal.reason, 'NOT_OPEN');
    const { credits } = await creditsOf(rival, mine);
    assert.deepEqual([credits.canDeclare, await fractions()], [false, [0.25, 0.5]]);
  });

  it('leave one set in force when a team declares twice at once', async () => {
    const slug = await enter();
    const first = await score(slug, ada);
    const mine = await score(slug, rival);
    await Promise.all([0.1, 0.2, 0.3, 0.4].map((fraction) => declare(rival, mine, { [first]: fraction })));
    const { credits } = await creditsOf(rival, mine);
    assert.equal(credits.declarations.length, 4);
    assert.equal((await creditsOf(ada, first)).credits.received.length, 1);
  });
});
