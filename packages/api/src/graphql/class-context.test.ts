import assert from 'node:assert/strict';
import { findEvent } from '../events/event.queries.js';
import type { Participation } from '../events/participation.entity.js';
import { askBoard } from '../leaderboard/ask-board.js';
import { type BoardScene, startBoardScene } from '../testing/board-scene.js';
import { classContext, type RightsClass } from './class-context.js';
import type { RequestContext } from './context.js';

const participant: RightsClass = { isAdmin: false, participation: 'APPROVED' };

describe('the context of an execution for many', () => {
  let scene: BoardScene;
  before(async function () {
    this.timeout(60_000);
    scene = await startBoardScene(1);
    await scene.score(0, 0.5, 0.5);
  });
  after(() => scene.test.close());

  const contextOf = (rights: RightsClass, eventId = 'an event') => {
    const { services, orm } = scene.test.app;
    return classContext({ eventId, ...rights }, { ...services, em: orm.em });
  };
  /** That the act fails, and that this is remembered even if somebody catches the error. */
  const refuses = async (rights: RightsClass, act: (context: RequestContext) => unknown) => {
    const { context, isRefused } = contextOf(rights);
    assert.equal(isRefused(), false);
    await assert.rejects(async () => act(context), /must not depend on/, String(act));
    assert.equal(isRefused(), true, String(act));
  };

  it('ends at whatever tells one viewer from another', async () => {
    for (const act of [
      (context) => context.viewer,
      (context) => context.tokenScopes,
      (context) => context.signedInAt,
      (context) => context.cookies,
      (context) => context.address,
      (context) => context.recordLook,
      (context) => ({ ...context }),
      (context) => 'viewer' in context,
      (context) => context.loaders.submission,
      (context) => context.loaders.administers.load('another event'),
      async (context) => (await context.loaders.ownRows.load('an event')).own({ teamId: 'a team' }),
    ] as ((context: RequestContext) => unknown)[]) {
      await refuses(participant, act);
    }
    for (const participation of [null, 'REJECTED'] as const) {
      await refuses({ isAdmin: false, participation }, (context) => context.loaders.isInvited.load('an event'));
    }
  });

  it('gives an answer up that holds more of a participation than its state', async () => {
    for (const [isHarmless, act] of [
      [true, (mine) => [mine?.state, mine?.id]],
      [false, (mine) => mine?.team],
      [false, (mine) => mine?.note],
      [false, (mine) => ({ ...mine })],
    ] as [boolean, (mine: Participation | null) => unknown][]) {
      const { context, isRefused } = contextOf(participant);
      act(await context.loaders.myParticipation.load('an event'));
      assert.equal(isRefused(), !isHarmless, String(act));
    }
  });

  it('lets nobody look at hidden scores unseen', async () => {
    const event = await findEvent(scene.test.app.orm.em.fork(), scene.slug);
    assert.ok(event !== null);
    const { context, isRefused } = contextOf({ isAdmin: true, participation: null }, event.id);
    assert.equal((await askBoard(event, { kind: 'PUBLIC' }, context)).size, 1);
    await assert.rejects(askBoard(event, { kind: 'PRIVATE' }, context), /must not depend on context.viewer/);
    assert.equal(isRefused(), true);
  });
});
