import assert from 'node:assert/strict';
import type { GraphqlClient } from '../testing/graphql-client.js';
import { join, kit, newAdmin, newUser, openEvent, publishReady, submitTo, upload } from '../testing/scenario.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const createMutation = `mutation ($input: CreateEventInput!) {
  createEvent(input: $input) {
    event { slug phase publicOpensAt closesAt minSecondsBetweenSubmissions foldTimeoutSeconds officialScoreType { name } }
    refusal { reason field }
  }
}`;
const draftMutation = `mutation ($input: SaveDraftInput!) {
  saveDraft(input: $input) { draft { id version savedAt files { path content } } refusal { reason field } }
}`;
const eventQuery = `query ($slug: String!) {
  event(slug: $slug) {
    slug phase readme participantCount submissionCount startingKit { path content } problem { problemName title }
    myParticipation {
      id state team { name } draft { id version savedAt files { path content } }
      submitStatus { isAllowed leftToday leftTotal nextAllowedAt refusal { reason } } submissions { name }
    }
  }
}`;

describe('events', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  let problemVersionId: string;
  before(async () => {
    test = await startTestApp();
    admin = await newAdmin(test);
    problemVersionId = await publishReady(admin, { name: 'iris' });
  });
  after(() => test.close());

  const input = (changed: Record<string, unknown> = {}) => ({
    slug: 'iris-2030',
    title: 'Iris',
    problemVersionId,
    opensAt: '2030-01-01T00:00:00Z',
    closesAt: '2030-02-01T00:00:00Z',
    ...changed,
  });

  it('are made by site admins, with sensible defaults', async () => {
    assert.equal(await test.client().errorCode(createMutation, { input: input() }), 'UNAUTHENTICATED');
    assert.equal(await (await newUser(test)).errorCode(createMutation, { input: input() }), 'FORBIDDEN');
    const { createEvent } = await admin.data(createMutation, { input: input() });
    assert.deepEqual(createEvent, {
      event: {
        slug: 'iris-2030',
        phase: 'UPCOMING',
        publicOpensAt: '2030-02-01T00:00:00.000Z',
        closesAt: '2030-02-01T00:00:00.000Z',
        minSecondsBetweenSubmissions: 900,
        foldTimeoutSeconds: 600,
        officialScoreType: { name: 'acc' },
      },
      refusal: null,
    });
  });

  it('that cannot be are refused with the field at fault', async () => {
    const cases: [changed: Record<string, unknown>, reason: string, field: string][] = [
      [{}, 'TAKEN', 'slug'],
      [{ slug: 'With Space' }, 'INVALID', 'slug'],
      [{ slug: '-x' }, 'INVALID', 'slug'],
      [{ slug: 'a', title: '  ' }, 'INVALID', 'title'],
      [{ slug: 'a', closesAt: '2029-01-01T00:00:00Z' }, 'INVALID', 'closesAt'],
      [{ slug: 'a', opensAt: '1900-01-01T00:00:00Z' }, 'INVALID', 'opensAt'],
      [{ slug: 'a', publicOpensAt: '2031-01-01T00:00:00Z' }, 'INVALID', 'publicOpensAt'],
      [{ slug: 'a', minSecondsBetweenSubmissions: -1 }, 'INVALID', 'minSecondsBetweenSubmissions'],
      [{ slug: 'a', maxSubmissionsPerDay: 0 }, 'INVALID', 'maxSubmissionsPerDay'],
      [{ slug: 'a', foldMemoryMiB: 1 }, 'INVALID', 'foldMemoryMiB'],
      [{ slug: 'a', foldTimeoutSeconds: 0 }, 'INVALID', 'foldTimeoutSeconds'],
      [{ slug: 'a', officialScoreType: 'auc' }, 'INVALID', 'officialScoreType'],
      [{ slug: 'a', problemVersionId: crypto.randomUUID() }, 'INVALID', 'problemVersionId'],
    ];
    for (const [changed, reason, field] of cases) {
      const { createEvent } = await admin.data(createMutation, { input: input(changed) });
      assert.deepEqual(createEvent, { event: null, refusal: { reason, field } }, JSON.stringify(changed));
    }
    assert.equal(await admin.errorCode(createMutation, { input: input({ problemVersionId: 'x' }) }), 'INVALID');
    assert.equal(await admin.errorCode(createMutation, { input: input({ title: 'nul \u0000' }) }), 'INVALID');
  });

  it('on a version that is not ready are refused', async () => {
    const accept = test.worker.script.kit;
    test.worker.script.kit = () => ({ kind: 'refused', message: 'no', fileName: null, line: null });
    const { publishKit } = await admin.data(
      'mutation ($input: PublishKitInput!) { publishKit(input: $input) { problemVersion { id } } }',
      { input: { name: 'unready', kitFiles: await upload(admin, { ...kit, 'problem.py': 'unready' }) } },
    );
    test.worker.script.kit = accept;
    const { createEvent } = await admin.data(createMutation, {
      input: input({ slug: 'b', problemVersionId: publishKit.problemVersion.id }),
    });
    assert.deepEqual(createEvent.refusal, { reason: 'NOT_READY', field: 'problemVersionId' });
  });
  it('can be read by everyone, come open ones first, and are null where there is none', async () => {
    const slug = await openEvent(test, admin, { problemVersionId });
    const { event } = await test.client().data(eventQuery, { slug });
    assert.equal(event.readme, '# Iris\n');
    assert.deepEqual(event.startingKit, [
      { path: 'estimator.py', content: kit['submissions/starting_kit/estimator.py'] },
    ]);
    assert.equal(event.myParticipation, null);
    const { events } = await test.client().data('{ events { slug phase } }');
    assert.deepEqual(
      events.map(({ phase }: { phase: string }) => phase),
      ['COMPETITIVE', 'UPCOMING'],
    );
    assert.equal((await test.client().data(eventQuery, { slug: 'none' })).event, null);
  });

  it('are entered once, by a team of one, with the starting kit as the draft', async () => {
    const slug = await openEvent(test, admin, { problemVersionId, maxSubmissionsPerDay: 2, maxSubmissionsTotal: 9 });
    const ada = await newUser(test, 'ada');
    assert.equal(
      await test.client().errorCode('mutation { signUpForEvent(input: { eventSlug: "x" }) { refusal { reason } } }'),
      'UNAUTHENTICATED',
    );
    assert.equal(
      await ada.errorCode('mutation { signUpForEvent(input: { eventSlug: "x" }) { refusal { reason } } }'),
      'NOT_FOUND',
    );
    const answers = await Promise.all([join(ada, slug), join(ada, slug), join(ada, slug)]);
    const reasons = answers.map(({ refusal }) => refusal?.reason ?? null).toSorted();
    assert.deepEqual(reasons, ['ALREADY_DONE', 'ALREADY_DONE', null]);
    assert.equal(new Set(answers.map(({ participation }) => participation.id)).size, 1);
    const { event } = await ada.data(eventQuery, { slug });
    assert.equal(event.participantCount, 1);
    const { draft, ...mine } = event.myParticipation;
    assert.deepEqual(mine, {
      id: answers[0].participation.id,
      state: 'APPROVED',
      team: { name: 'ada' },
      submitStatus: { isAllowed: true, leftToday: 2, leftTotal: 9, nextAllowedAt: null, refusal: null },
      submissions: [],
    });
    assert.deepEqual(draft, { id: mine.id, version: 0, savedAt: null, files: event.startingKit });
  });

  it('that want approval let nobody submit before it', async () => {
    const slug = await openEvent(test, admin, { problemVersionId, signUpMode: 'APPROVAL' });
    const bob = await newUser(test);
    assert.equal((await join(bob, slug)).participation.state, 'ASKED');
    assert.equal((await submitTo(bob, slug)).refusal.reason, 'NOT_APPROVED');
  });

  it('that have closed take no one in and no draft', async () => {
    const slug = await openEvent(test, admin, {
      problemVersionId,
      opensAt: '2020-01-01T00:00:00Z',
      closesAt: '2020-02-01T00:00:00Z',
    });
    assert.equal((await join(await newUser(test), slug)).refusal.reason, 'NOT_OPEN');
  });

  it('keep a draft; the older of two windows is told STALE and gets the stored one', async () => {
    const slug = await openEvent(test, admin, { problemVersionId });
    const carol = await newUser(test);
    const save = async (expectedVersion: number, content: string, force = false) =>
      (
        await carol.data(draftMutation, {
          input: { eventSlug: slug, files: [{ path: 'estimator.py', content }], expectedVersion, force },
        })
      ).saveDraft;
    assert.equal((await save(0, 'x')).refusal.reason, 'NOT_APPROVED');
    await join(carol, slug);
    assert.equal((await save(0, 'one')).draft.version, 1);
    assert.equal((await save(1, 'two')).draft.version, 2);
    const stale = await save(1, 'three');
    assert.equal(stale.refusal.reason, 'STALE');
    assert.deepEqual([stale.draft.version, stale.draft.files[0].content], [2, 'two']);
    assert.equal((await save(1, 'three', true)).draft.version, 3);
    const bad = await carol.data(draftMutation, {
      input: { eventSlug: slug, files: [{ path: 'evil.py', content: '' }], expectedVersion: 3 },
    });
    assert.deepEqual(bad.saveDraft.refusal, { reason: 'INVALID', field: 'files' });
    const both = await Promise.all([save(3, 'a'), save(3, 'b')]);
    assert.equal(both.filter(({ refusal }) => refusal === null).length, 1);
  });
});
