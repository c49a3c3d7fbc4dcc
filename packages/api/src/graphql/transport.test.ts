import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { scoredFold } from '../testing/fake-worker.js';
import { GraphqlClient } from '../testing/graphql-client.js';
import { join, newAdmin, newUser, openEvent, submitTo } from '../testing/scenario.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';
import { isOriginAllowed } from './websocket.js';

describe('the transport', () => {
  let test: TestApp;
  let webDist: string;
  before(async () => {
    webDist = await mkdtemp(path.join(tmpdir(), 'databoard-web-'));
    await writeFile(path.join(webDist, 'index.html'), '<!doctype html><title>page</title>');
    test = await startTestApp({ webDist });
  });
  after(async () => {
    await test.close();
    await rm(webDist, { recursive: true });
  });

  it('lets no unexpected error reach a client: INTERNAL and a number that is in the log with the cause', async () => {
    const { boards } = test.app.services;
    const slug = await openEvent(test, await newAdmin(test));
    const read = boards.read;
    boards.read = () => Promise.reject(new Error('password=hunter2 relation "score" does not exist'));
    const answer = await test.client().post(`{ event(slug: "${slug}") { id board { size } } }`);
    boards.read = read;
    const [error] = answer.errors ?? [];
    assert.equal(error?.extensions?.code, 'INTERNAL');
    assert.ok(!JSON.stringify(answer).includes('hunter2') && !JSON.stringify(answer).includes('stack'));
    const id = /number: ([0-9a-f-]{36})$/.exec(error?.message ?? '')?.[1];
    const line = test.logged.find(({ requestId, level }) => requestId === id && level === 50);
    assert.match(JSON.stringify(line?.['err']), /hunter2/);
  });

  it('does the same when the database is away, in contexts, resolvers and subscriptions', async () => {
    const client = await newUser(test);
    const { em } = test.app.orm;
    const fork = em.fork;
    em.fork = () => {
      throw new Error('secret connection string');
    };
    const answer = await client.post('{ events { id } }');
    const listener = client.subscribe('subscription { boardChanged(eventSlug: "x") { version } }');
    await eventually(async () => listener.failure !== null, 'the subscription fails');
    em.fork = fork;
    await listener.close();
    assert.equal(answer.errors?.[0]?.extensions?.code, 'INTERNAL');
    assert.match(JSON.stringify(listener.failure), /INTERNAL/);
    assert.ok(!JSON.stringify([answer, listener.failure]).includes('secret'));
  });

  it('says what is wrong with a query or its variables', async () => {
    const client = test.client();
    assert.equal(await client.errorCode('{ nothing }'), 'GRAPHQL_VALIDATION_FAILED');
    assert.equal(await client.errorCode('{ events {'), 'GRAPHQL_PARSE_FAILED');
    const variables = await client.post('query ($slug: String!) { event(slug: $slug) { id } }', { slug: 5 });
    assert.match(variables.errors?.[0]?.message ?? '', /slug/);
    assert.ok(['INVALID', 'BAD_USER_INPUT'].includes(variables.errors?.[0]?.extensions?.code ?? ''));
  });

  it('takes what a document or the schema states for what is left out', async () => {
    const admin = await newAdmin(test);
    const page = 'query ($n: Int! = 1) { queue(first: $n) { totalCount } }';
    assert.equal((await admin.data(page)).queue.totalCount >= 0, true);
    assert.equal(await admin.errorCode(page, { n: null }), 'BAD_USER_INPUT');
    const preview = `mutation ($input: PreviewUserImportInput!) { previewUserImport(input: $input) { preview { newCount } } }`;
    assert.equal(
      (await admin.data(preview, { input: { csv: 'email\na@x.org' } })).previewUserImport.preview.newCount,
      1,
    );
  });

  it('refuses queries that are too long or too deep', async () => {
    const client = test.client();
    const circle = ['event { myParticipation { submissions { '.repeat(5), 'id', ' } } }'.repeat(5)].join('');
    assert.equal(await client.errorCode(`{ submission(id: "x") { ${circle} } }`), 'GRAPHQL_VALIDATION_FAILED');
    const fragments = `{ events { ...a } } fragment a on Event { ...b } fragment b on Event { myParticipation { submissions { event { ${circle} } } } }`;
    assert.equal(await client.errorCode(fragments), 'GRAPHQL_VALIDATION_FAILED');
    assert.equal(await client.errorCode(`{ ${'viewer { id } '.repeat(1000)} }`), 'GRAPHQL_PARSE_FAILED');
    assert.equal(
      (await client.post('{ __schema { types { fields { type { ofType { ofType { name } } } } } } }')).errors,
      undefined,
    );
  });

  it('refuses what another site’s form could send', async () => {
    const response = await fetch(`${test.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ query: 'mutation { signOut }' }),
    });
    assert.ok(response.status >= 400);
    assert.equal((await fetch(`${test.address}/graphql?query={viewer{id}}`)).status, 404);
  });

  it('opens WebSockets for its own pages only', async () => {
    const config = { publicOrigin: 'https://board.example', allowedOrigins: ['http://localhost:5173'] };
    const allowed = (origin: string | undefined) => isOriginAllowed({ origin, host: '127.0.0.1:4000' }, config);
    assert.deepEqual(
      [undefined, 'http://127.0.0.1:4000', 'https://board.example', 'http://localhost:5173'].map(allowed),
      [true, true, true, true],
    );
    assert.deepEqual(['https://evil.example', 'null', 'https://board.example.evil.example'].map(allowed), [
      false,
      false,
      false,
    ]);
    const listener = test
      .client()
      .subscribe('subscription { boardChanged(eventSlug: "x") { version } }', {}, { origin: 'https://evil.example' });
    await eventually(async () => listener.failure !== null, 'the socket is refused');
    await listener.close();
  });

  it('takes subscriptions only to what is there, and no queries, over WebSocket', async () => {
    for (const [query, expected] of [
      ['subscription { boardChanged(eventSlug: "none") { version } }', /NOT_FOUND/],
      ['subscription { submissionChanged(id: "none") { id } }', /NOT_FOUND/],
      ['{ viewer { id } }', /over HTTP/],
      ['subscription { nothing }', /Cannot query field/],
    ] as const) {
      const listener = test.client().subscribe(query);
      // A refusal before the first message comes as an error, one of the subscription's source as a message with errors.
      const refused = await eventually(async () => listener.failure ?? listener.seen[0]?.errors, 'it is refused');
      assert.match(JSON.stringify(refused), expected);
      await listener.close();
    }
  });

  it('serves the application with a strict policy, its pages by index.html', async () => {
    for (const page of ['/', '/events/iris', '/submissions/1']) {
      const response = await fetch(test.address + page, { headers: { accept: 'text/html' } });
      assert.equal(response.status, 200);
      assert.match(await response.text(), /<title>page/);
      assert.match(response.headers.get('content-security-policy') ?? '', /script-src 'self';/);
      assert.equal(response.headers.get('cache-control'), 'no-cache');
    }
    assert.equal((await fetch(`${test.address}/assets/missing.js`)).status, 404);
    const health = await fetch(`${test.address}/healthz`);
    assert.deepEqual([health.status, await health.json()], [200, { database: true, redis: 'ready' }]);
  });

  it('tells subscribers of one process what another has done, without a reload and within the viewer’s rights', async () => {
    const admin = await newAdmin(test);
    const slug = await openEvent(test, admin);
    const ada = await newUser(test);
    await join(ada, slug);
    const other = await test.startAnother();
    const { port } = other.http.server.address() as { port: number };
    const elsewhere = new GraphqlClient(`http://127.0.0.1:${port}`);
    elsewhere.cookie = ada.cookie;
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const { fold } = test.worker.script;
    test.worker.script.fold = async () => {
      await finished;
      return scoredFold(0.8);
    };
    const { submission } = await submitTo(ada, slug);
    const listener = elsewhere.subscribe(
      'subscription ($id: ID!) { submissionChanged(id: $id) { isMine evaluation { state } } }',
      { id: submission.id },
    );
    await listener.until((data) => data?.submissionChanged.evaluation.state === 'NEW');
    finish();
    await listener.until((data) => data?.submissionChanged.evaluation.state === 'SCORED');
    await ada.data('mutation { signOut }');
    other.services.topics.submissionChanged(submission.id);
    await listener.until((data) => data?.submissionChanged.isMine === false);
    await listener.close();
    test.worker.script.fold = fold;
  });
});
