import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { getIntrospectionQuery } from 'graphql';
import { WebSocket } from 'ws';
import type { GraphqlClient } from '../testing/graphql-client.js';
import { newAdmin, newUser, openEvent } from '../testing/scenario.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';
import { limits, socketLimits } from './limits.js';

const repeat = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ');
const circle = (turns: number) =>
  `${'myParticipation { submissions { event { '.repeat(turns)}id${' } } }'.repeat(turns)}`;
/** Fragments each of which holds the next one several times: few words for very many fields. */
const bomb = (times: number) => {
  const next = (i: number) => (i === 3 ? 'id title' : `submissions { event { ...f${i + 1} } }`);
  const fragment = (i: number) =>
    `fragment f${i} on Event { ${i === 3 ? 'id title' : repeat(times, (j) => `a${i}_${j}: myParticipation { ${next(i)} }`)} }`;
  return `{ event(slug: "x") { ...f0 } } ${repeat(4, fragment)}`;
};
const typeLoop = (turns: number) => `${'fields { type { '.repeat(turns)}name${' } }'.repeat(turns)}`;
const ofTypes = (levels: number) => `${'ofType { '.repeat(levels)}name${' }'.repeat(levels)}`;

interface Attack {
  what: string;
  /** What stands in the braces of an operation. */
  fields?: string;
  query?: string;
  variables?: object;
  code: string;
  message: RegExp;
}

const validation = 'GRAPHQL_VALIDATION_FAILED';
const attacks: Attack[] = [
  {
    what: 'many tokens',
    fields: 'viewer { id } '.repeat(1000),
    code: 'GRAPHQL_PARSE_FAILED',
    message: /more that 2000 tokens/,
  },
  { what: 'depth', fields: `event(slug: "x") { ${circle(5)} }`, code: validation, message: /deeper than 12 levels/ },
  {
    what: 'depth in fragments',
    query: `{ event(slug: "x") { ...a } } fragment a on Event { ...b } fragment b on Event { ${circle(5)} }`,
    code: validation,
    message: /deeper than 12 levels/,
  },
  {
    what: 'a fragment in itself',
    query: '{ event(slug: "x") { ...a } } fragment a on Event { id ...a }',
    code: validation,
    message: /Cannot spread fragment "a" within itself/,
  },
  {
    what: 'aliases',
    fields: `viewer { ${repeat(31, (i) => `a${i}: id`)} }`,
    code: validation,
    message: /more than 30 aliases/,
  },
  {
    what: 'fields at the root, in a fragment',
    query: `{ ${'...a '.repeat(11)} } fragment a on Query { viewer { id } events { id } }`,
    code: validation,
    message: /more than 20 fields at its root/,
  },
  {
    what: 'guesses of a password in one request',
    query: `mutation { ${repeat(6, (i) => `a${i}: signIn(input: { login: "ada", password: "${i}" }) { viewer { id } }`)} }`,
    code: validation,
    message: /more than 5 fields at its root/,
  },
  {
    what: 'directives',
    fields: `viewer { ${'id @include(if: true) '.repeat(31)} }`,
    code: validation,
    message: /more than 30 directives/,
  },
  {
    what: 'unknown directives',
    fields: `viewer { id ${'@a '.repeat(900)} }`,
    code: validation,
    message: /more than 30 directives|Unknown directive/,
  },
  {
    what: 'fragments',
    query: `{ viewer { ${repeat(61, (i) => `...f${i}`)} } } ${repeat(61, (i) => `fragment f${i} on User { id }`)}`,
    code: validation,
    message: /more than 60 fragments/,
  },
  {
    what: 'two fragments of one name',
    query: '{ viewer { ...a } } fragment a on User { id } fragment a on User { id }',
    code: validation,
    message: /only one fragment named "a"/,
  },
  {
    what: 'width: lists in lists',
    fields: `events { ${circle(1).replace('id', 'myParticipation { submissions { evaluation { foldRuns { id } } } }')} }`,
    code: 'QUERY_TOO_EXPENSIVE',
    message: /may answer with about \d+ objects; at most 20000/,
  },
  {
    what: 'width: the longest pages side by side',
    fields: repeat(
      10,
      (i) => `a${i}: queue(first: 200) { rows { id event { id } evaluation { id foldRuns { id } } } }`,
    ),
    code: 'QUERY_TOO_EXPENSIVE',
    message: /about 2\d{4} objects/,
  },
  {
    what: 'width by a variable',
    query: 'query ($n: Int!) { queue(first: $n) { rows { id evaluation { foldRuns { id } } } } }',
    variables: { n: 1_000_000_000 },
    code: 'QUERY_TOO_EXPENSIVE',
    message: /objects/,
  },
  {
    what: 'a bomb of fragments',
    query: bomb(8),
    code: 'QUERY_TOO_EXPENSIVE',
    message: /objects/,
  },
  {
    what: 'fragments spread many times',
    query: `{ events { ${repeat(25, (i) => `a${i}: myParticipation { ...a }`)} } } fragment a on Participation { submissions { ...b ...b } } fragment b on Submission { ${repeat(4, (i) => `e${i}: event { ...c }`)} } fragment c on Event { ${'id title slug '.repeat(40)} }`,
    code: 'QUERY_TOO_EXPENSIVE',
    message: /more than 5000 fields|objects/,
  },
  {
    what: 'introspection in circles',
    fields: `__schema { types { ${typeLoop(3)} } }`,
    code: validation,
    message: /introspection depth|levels of the schema/i,
  },
  {
    what: 'deep introspection',
    fields: `__schema { types { ${ofTypes(16)} } }`,
    code: validation,
    message: /16 levels of the schema/,
  },
  {
    what: 'wide introspection',
    query: `{ ${repeat(20, (i) => `a${i}: __type(name: "Query") { ...t }`)} } fragment t on __Type { ${'name kind description '.repeat(10)} }`,
    code: validation,
    message: /more than 500 fields of the schema/,
  },
  {
    what: 'variables of another type',
    query: 'query ($slug: String!) { event(slug: $slug) { id } }',
    variables: { slug: [[[[1]]]] },
    code: 'BAD_USER_INPUT',
    message: /\$slug/,
  },
  {
    what: 'very many wrong variables',
    query: 'mutation ($input: MoveUsersInput!) { disableUsers(input: $input) { users { id } } }',
    variables: { input: { userIds: Array.from({ length: 400_000 }, () => null) } },
    code: 'BAD_USER_INPUT',
    message: /^.{1,200}$/,
  },
  {
    what: 'a long wrong variable, which is not sent back',
    query: 'query ($slug: Int!) { queue(first: $slug) { totalCount } }',
    variables: { slug: 'x'.repeat(1_000_000) },
    code: 'BAD_USER_INPUT',
    message: /^.{400,600}$/,
  },
];

const quietMs = 300;

describe('requests that ask for too much', () => {
  let test: TestApp;
  let ada: GraphqlClient;
  before(async () => {
    test = await startTestApp({ sweepSeconds: 3600, requestSeconds: 1 });
    ada = await newUser(test);
    // What the process does of its own begins at its start, and must not be counted.
    const isQuiet = async () => (await countStatements(() => sleep(quietMs))).length === 0;
    await eventually(isQuiet, 'nothing happens by itself any more');
  });
  after(() => test.close());

  /** SQL statements while something is done. */
  const countStatements = async (work: () => Promise<unknown>): Promise<string[]> => {
    const connection = test.app.orm.em.getConnection();
    const { execute } = connection;
    const statements: string[] = [];
    const spied: typeof execute = function (this: typeof connection, query, ...rest) {
      statements.push(String(query));
      return execute.call(this, query, ...rest) as never;
    };
    connection.execute = spied;
    try {
      await work();
    } finally {
      connection.execute = execute;
    }
    return statements;
  };
  const sendBody = async (body: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${test.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
    return { status: response.status, code: errors[0]?.extensions.code, message: errors[0]?.message ?? '' };
  };

  for (const { what, fields, query = `{ ${fields} }`, variables, code, message } of attacks) {
    it(`are refused over HTTP before anything runs: ${what}`, async () => {
      const statements = await countStatements(async () => {
        const answer = await sendBody(JSON.stringify({ query, variables }));
        assert.equal(answer.code, code, answer.message);
        assert.match(answer.message, message);
        assert.equal(answer.status, 400);
      });
      assert.deepEqual(statements, []);
    });
  }

  it('are refused over HTTP after one look at who asks', async () => {
    const statements = await countStatements(async () => {
      assert.equal(await ada.errorCode(`{ ${attacks[11]?.fields} }`), 'QUERY_TOO_EXPENSIVE');
    });
    assert.ok(statements.length <= 2, statements.join('\n'));
  });

  it('are refused as batches, as long documents, as large bodies and as bodies of many values', async () => {
    const query = '{ viewer { id } }';
    const statements = await countStatements(async () => {
      const batch = await sendBody(JSON.stringify([{ query }, { query }]));
      assert.deepEqual([batch.status, batch.code], [400, 'BATCH_REFUSED']);
      assert.match(batch.message, /one operation per request/);
      const long = await sendBody(JSON.stringify({ query: `#${'x'.repeat(limits.documentCharacters)}\n${query}` }));
      assert.deepEqual([long.status, long.code], [413, 'REQUEST_TOO_LARGE']);
      const large = await sendBody(JSON.stringify({ query, variables: { x: 'x'.repeat(limits.bodyBytes) } }));
      assert.deepEqual([large.status, large.code], [413, 'REQUEST_TOO_LARGE']);
      assert.match(large.message, /12 MiB/);
      const deep = `{"query":"${query}","variables":{"x":${'['.repeat(1e6)}${']'.repeat(1e6)}}}`;
      const wide = `{"query":"${query}","variables":{"x":[${'{},'.repeat(1e6)}{}]}}`;
      for (const body of [deep, wide]) {
        const answer = await sendBody(body);
        assert.deepEqual([answer.status, answer.code], [400, 'INVALID']);
        assert.match(answer.message, /500000 values, and 32 levels/);
      }
      const broken = await sendBody('{"query": ');
      assert.deepEqual([broken.status, broken.code], [400, 'INVALID']);
      const polluting = await sendBody(`{"query":"${query}","__proto__":{"isAdmin":true}}`);
      assert.deepEqual([polluting.status, polluting.code], [400, 'INVALID']);
    });
    assert.deepEqual(statements, []);
  });

  it('let the query through that tools ask for the schema with', async () => {
    const all = {
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
    } as const;
    const answer = await test
      .client()
      .post(getIntrospectionQuery({ ...all, inputValueDeprecation: true, oneOf: true }));
    assert.equal(answer.errors, undefined);
    assert.ok(answer.data.__schema.types.length > 50);
  });

  it('are refused over WebSocket by the same limits, before anybody is looked up', async () => {
    const inSubscription = (inner: string) => `subscription { boardChanged(eventSlug: "x") { ${inner} } }`;
    const cases: [query: string, message: RegExp][] = [
      [inSubscription(repeat(1000, () => 'id id')), /more that 2000 tokens/],
      [inSubscription(repeat(31, (i) => `a${i}: __typename`)), /more than 30 aliases/],
      [`subscription { queueChanged(first: 200) { rows { id event { ${circle(4)} } } } }`, /deeper than 12/],
      [
        'subscription { queueChanged(first: 2000) { rows { id evaluation { foldRuns { id } } } } }',
        /may answer with about \d+ objects/,
      ],
    ];
    const statements = await countStatements(async () => {
      for (const [query, message] of cases) {
        const listener = ada.subscribe(query);
        const refused = await eventually(async () => listener.failure ?? listener.seen[0]?.errors, 'it is refused');
        assert.match(JSON.stringify(refused), message);
        await listener.close();
      }
    });
    assert.deepEqual(statements, []);
  });

  it('are answered when they take too long, and the database ends their statements', async () => {
    const slug = await openEvent(test, await newAdmin(test));
    const { boards } = test.app.services;
    const { read } = boards;
    boards.read = () => new Promise(() => undefined);
    const answer = await ada.post(`{ event(slug: "${slug}") { id board { version } } }`);
    boards.read = read;
    assert.equal(answer.errors?.[0]?.extensions?.code, 'TIMEOUT');
    assert.match(answer.errors?.[0]?.message ?? '', /longer than 1 seconds/);
    const [setting] = await test.app.orm.em.fork().execute<{ statement_timeout: string }[]>('show statement_timeout');
    assert.notEqual(setting?.statement_timeout, '0');
  });

  it('are cut off on a WebSocket: large messages, floods, and too many subscriptions at once', async () => {
    const open = async () => {
      const socket = new WebSocket(`${test.address.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
      const seen: { type: string; id?: string; payload?: { extensions: { code: string } }[] }[] = [];
      let closed: number | null = null;
      socket.on('message', (data) => seen.push(JSON.parse(String(data))));
      socket.on('close', (code) => (closed = code));
      await new Promise((resolve) => socket.once('open', resolve));
      socket.send(JSON.stringify({ type: 'connection_init' }));
      await eventually(async () => seen.length > 0, 'the server answers');
      return { socket, seen, closed: () => closed };
    };
    const large = await open();
    large.socket.send(JSON.stringify({ type: 'ping', payload: { x: 'x'.repeat(socketLimits.messageBytes) } }));
    assert.equal(await eventually(async () => large.closed(), 'a large message closes it'), 1009);

    const flood = await open();
    for (let i = 0; i <= socketLimits.messagesPer10Seconds; i++) flood.socket.send(JSON.stringify({ type: 'ping' }));
    assert.equal(await eventually(async () => flood.closed(), 'a flood closes it'), 4429);

    const slug = await openEvent(test, await newAdmin(test));
    const many = await open();
    const query = `subscription { boardChanged(eventSlug: "${slug}") { version } }`;
    const subscribe = (id: string) => many.socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query } }));
    for (let i = 0; i < socketLimits.subscriptions + 5; i++) subscribe(`s${i}`);
    const refusedIds = () =>
      many.seen.flatMap(({ type, id, payload }) =>
        type === 'error' && payload?.[0]?.extensions.code === 'RATE_LIMITED' ? (id ?? '') : [],
      );
    await eventually(async () => refusedIds().length === 5, 'those beyond the limit are refused');
    // Ending and beginning again does not help for long.
    for (let i = 0; i < socketLimits.subscribesPer10Seconds; i++) {
      many.socket.send(JSON.stringify({ id: `s${i % 20}`, type: 'complete' }));
      subscribe(`again${i}`);
    }
    await eventually(async () => refusedIds().length >= 5 + 30, 'those that come too fast are refused');
    many.socket.terminate();
  });
});
