import assert from 'node:assert/strict';
import { type BoardScene, startBoardScene } from '../testing/board-scene.js';
import type { GraphqlClient } from '../testing/graphql-client.js';
import { cacheableQuery } from './cacheable-query.js';

const query = `query ($slug: String!, $kind: BoardKind!) {
  event(slug: $slug) { id phase myParticipation { id } ...Page }
}
fragment Page on Event { board(kind: $kind) { version totalCount rows { isMine teamName scores { value } } } }`;

describe('kept answers', () => {
  let scene: BoardScene;
  before(async function () {
    this.timeout(60_000);
    scene = await startBoardScene(2);
    await scene.score(0, 0.7, 0.5);
  });
  after(() => scene.test.close());

  const ask = (client: GraphqlClient, kind = 'PUBLIC') => client.post(query, { slug: scene.slug, kind });
  const isExecuted = async (act: () => Promise<unknown>): Promise<boolean> => (await scene.countReads(act)) > 0;

  it('without a viewer are computed once for each version of the board and each phase, from the second on', async () => {
    const anonymous = scene.test.client();
    await ask(anonymous);
    assert.equal(await isExecuted(() => ask(anonymous)), true);
    const first = await ask(anonymous);
    assert.equal(await isExecuted(() => ask(anonymous)), false);
    assert.deepEqual(await ask(anonymous), first);

    await scene.score(1, 0.9, 0.5);
    const changed = await ask(anonymous);
    assert.deepEqual([first.data.event.board.totalCount, changed.data.event.board.totalCount], [1, 2]);
    assert.equal(changed.data.event.phase, 'COMPETITIVE');
    assert.equal(await isExecuted(() => ask(anonymous)), false);

    scene.test.clock.advance(60 * 86_400);
    assert.equal((await ask(anonymous)).data.event.phase, 'CLOSED');
    scene.test.clock.advance(-60 * 86_400);
  });

  it('never reach a request with an access token, nor come from one', async () => {
    const [ada] = scene.players as [GraphqlClient];
    scene.test.app.services.answers.forget();
    const own = await ask(ada);
    assert.ok(own.data.event.myParticipation !== null);
    assert.equal((await ask(scene.test.client())).data.event.myParticipation, null);
    assert.deepEqual(await ask(ada), own);
    for (const cookie of [null, ada.cookie]) {
      const bearer = scene.test.client();
      Object.assign(bearer, { cookie, headers: { authorization: 'Bearer nothing' } });
      assert.equal(await isExecuted(() => ask(bearer)), true);
    }
  });

  it('are made once for all who ask at the same time', async () => {
    const clients = [...scene.players, scene.test.client(), scene.admin];
    await Promise.all(clients.map((client) => ask(client)));
    scene.test.app.services.answers.forget();
    const asking = () => Promise.all([...clients, ...clients, ...clients].map((client) => ask(client)));
    // Participants, those with no part in the event, and those who run it.
    assert.equal(await scene.countReads(asking), 3);
  });

  it('are never kept when refused', async () => {
    const anonymous = scene.test.client();
    for (let turn = 0; turn < 2; turn++) {
      assert.equal((await ask(anonymous, 'PRIVATE')).errors?.[0]?.extensions?.code, 'FORBIDDEN');
    }
    assert.equal((await anonymous.data(query, { slug: 'none', kind: 'PUBLIC' })).event, null);
  });

  it('are kept for nothing that depends on more than an event and its boards', () => {
    const slugOf = (text: string, variables: Record<string, unknown> = {}) =>
      cacheableQuery(text, null)?.eventSlug(variables) ?? null;
    assert.equal(slugOf('{ event(slug: "a") { board { size } } }'), 'a');
    assert.equal(slugOf('query ($s: String!) { event(slug: $s) { ... on Event { title } } }', { s: 'b' }), 'b');
    for (const text of [
      '{ event(slug: "a") { participantCount } }',
      '{ event(slug: "a") { title } viewer { id } }',
      '{ a: event(slug: "a") { title } event(slug: "b") { title } }',
      '{ event(slug: "a") { board(kind: IN_PROGRESS) { size } } }',
      '{ event(slug: "a") { board(at: "2026-01-01T00:00:00Z") { size } } }',
      'query ($k: BoardKind! = IN_PROGRESS) { event(slug: "a") { board(kind: $k) { size } } }',
      '{ event(slug: "a") { ...F } } fragment F on Event { readme }',
      '{ event(slug: "a") { ...Missing } }',
      'mutation { event(slug: "a") { title } }',
      '{ event(slug: "a") {',
      '{ events { title } }',
    ]) {
      assert.equal(slugOf(text), null, text);
    }
    const kinds = 'query ($k: BoardKind!) { event(slug: "a") { x: board(kind: $k) { size } board { size } } }';
    assert.equal(slugOf(kinds, { k: 'PUBLIC' }), 'a');
    assert.equal(slugOf(kinds, { k: 'IN_PROGRESS' }), null);
  });
});
