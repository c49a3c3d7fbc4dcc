import assert from 'node:assert/strict';
import type { MailContent } from '../notifications/mail.entity.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { join, newAdmin, newUser, openEvent } from '../testing/scenario.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const fields = 'line outcome entry username email firstName lastName field message suggestion';
const previewMutation = `mutation ($input: PreviewUserImportInput!) { previewUserImport(input: $input) {
  preview { newCount existingCount problemCount unknownColumns isMisread rows { ${fields} } } refusal { reason field message } } }`;
const importMutation = `mutation ($input: ImportUsersInput!) { importUsers(input: $input) {
  createdCount rows { ${fields} password } refusal { reason field message } } }`;
const resetMutation = `mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { refusal { message } } }`;
const signInMutation = `mutation ($input: SignInInput!) { signIn(input: $input) { viewer { username } refusal { message } } }`;

describe('signing up many people from a file', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  before(async () => {
    test = await startTestApp({ sweepSeconds: 3600 });
    admin = await newAdmin(test);
  });
  after(() => test.close());

  const preview = async (csv: string, more: object = {}): Promise<Data> =>
    (await admin.data(previewMutation, { input: { csv, ...more } })).previewUserImport;
  const run = async (csv: string, more: object = {}): Promise<Data> =>
    (await admin.data(importMutation, { input: { csv, ...more } })).importUsers;
  const sql = <T>(query: string, values: unknown[] = []) => test.app.orm.em.fork().execute<T[]>(query, values);
  const mailsTo = async (address: string) =>
    (
      await sql<{ content: MailContent }>('select content from mail where to_address = ? order by created_at', [
        address,
      ])
    ).map(({ content }) => content);
  const outcomes = ({ rows }: Data) => rows.map(({ outcome, username, field }: Data) => [outcome, username, field]);

  it('names each line’s problem first, and changes nothing', async () => {
    await newUser(test, 'taken');
    const users = await sql('select id from "user"');
    const csv = [
      'firstname;lastname;email;name;hidden_notes;room',
      'Ada;Lovelace;Ada@X.org;Ada;group 1;7',
      'Grace;Hopper;not an address;grace;;',
      'Grace;Hopper;;grace;;',
      'Emmy;Noether;emmy@x.org;taken;;',
      'Émilie;du Châtelet;emilie@x.org;Émilie du Châtelet;;',
      'Ada;Again;ada@x.org;ada_two;;',
      'Sofia;K;sofia@x.org;ada;;',
      'Mary;Somerville;mary@x.org;;;',
      'Somebody;Else;taken@example.org;other_name;;',
      `${'x'.repeat(101)};Long;long@x.org;long;;`,
    ].join('\r\n');
    const { preview: seen, refusal } = await preview(csv);
    assert.equal(refusal, null);
    assert.deepEqual(outcomes(seen), [
      ['NEW', 'ada', null],
      ['PROBLEM', 'grace', 'email'],
      ['PROBLEM', 'grace', 'email'],
      ['PROBLEM', 'taken', 'name'],
      ['PROBLEM', 'émilie du châtelet', 'name'],
      ['PROBLEM', 'ada_two', 'email'],
      ['PROBLEM', 'ada', 'name'],
      ['NEW', 'mary.somerville', null],
      ['EXISTING', 'taken', null],
      ['PROBLEM', 'long', 'firstname'],
    ]);
    assert.deepEqual([seen.newCount, seen.existingCount, seen.problemCount], [2, 1, 7]);
    assert.deepEqual(seen.unknownColumns, ['room']);
    const [, , , name, marks, again, clash, , existing] = seen.rows;
    assert.deepEqual([name.suggestion, marks.suggestion, clash.suggestion], ['taken-2', 'emilie-du-chatelet', 'ada-2']);
    assert.match(again.message, /line 2/);
    assert.match(existing.message, /is called “taken” and belongs to somebody without a name, and stays as it is/);
    const { preview: suggested } = await preview(csv, { takesSuggestions: true });
    assert.deepEqual([suggested.newCount, suggested.problemCount], [5, 4]);
    assert.deepEqual(await sql('select id from "user"'), users);
    assert.equal((await preview('nothing')).refusal.field, 'csv');
  });

  it('mails links, enters everybody into the event, and does nothing new the second time', async () => {
    const slug = await openEvent(test, admin, { signUpMode: 'APPROVAL' });
    const [asked, inside] = [await newUser(test, 'asked'), await newUser(test, 'inside')];
    await join(asked, slug);
    const csv = `firstname,lastname,email,name,hidden_notes
Hedy,Lamarr,hedy@x.org,hedy,"plays, composes"
Lise,Meitner,lise@x.org,lise,
Rosalind,Franklin,broken,rosalind,
,,asked@example.org,asked,
Other,Name,inside@example.org,inside_too,overwritten?`;
    assert.equal((await preview(csv, { eventSlug: slug })).preview.rows[3].entry, 'ENTERS');
    const done = await run(csv, { eventSlug: slug });
    assert.deepEqual(
      done.rows.map(({ outcome, entry, password }: Data) => [outcome, entry, password]),
      [
        ['NEW', 'ENTERS', null],
        ['NEW', 'ENTERS', null],
        ['PROBLEM', null, null],
        ['EXISTING', 'ENTERS', null],
        ['EXISTING', 'ENTERS', null],
      ],
    );
    assert.equal(done.createdCount, 2);
    const members = await sql<{ username: string; state: string; team: string }>(
      `select u.username, p.state, t.name as team from participation p join team t on t.id = p.team_id
         join team_member m on m.team_id = t.id join "user" u on u.id = m.user_id
        where p.event_id = (select id from event where slug = ?) order by 1`,
      [slug],
    );
    assert.deepEqual(
      members.map(({ username, state }) => [username, state]),
      ['asked', 'hedy', 'inside', 'lise'].map((name) => [name, 'APPROVED']),
    );
    const [hedy] = await sql<Data>('select * from "user" where username = ?', ['hedy']);
    assert.deepEqual(
      [hedy.display_name, hedy.first_name, hedy.hidden_notes, hedy.state, hedy.password_hash],
      ['Hedy Lamarr', 'Hedy', 'plays, composes', 'ACTIVE', null],
    );
    const [kept] = await sql<Data>('select * from "user" where username = ?', ['inside']);
    assert.deepEqual([kept.first_name, kept.last_name, kept.hidden_notes], [null, null, null]);

    const [mail] = await mailsTo('hedy@x.org');
    assert.match(mail?.subject ?? '', /You take part in/);
    const token = /^\/reset-password#(.+)$/.exec(mail?.action?.path ?? '')?.[1];
    test.clock.advance(13 * 86_400);
    const input = { token, password: 'my own password' };
    assert.equal((await test.client().data(resetMutation, { input })).resetPassword.refusal, null);
    assert.notEqual((await test.client().data(resetMutation, { input })).resetPassword.refusal, null, 'works once');
    const client = test.client();
    const entered = await client.data(signInMutation, { input: { login: 'hedy@x.org', password: 'my own password' } });
    assert.equal(entered.signIn.viewer.username, 'hedy');
    admin = await newAdmin(test);

    const count = async () =>
      (await sql('select 1 from mail')).length + (await sql('select 1 from notification')).length;
    const before = await count();
    const again = await run(csv, { eventSlug: slug });
    assert.equal(again.createdCount, 0);
    assert.deepEqual(
      again.rows.map(({ outcome, entry }: Data) => [outcome, entry]),
      [
        ['EXISTING', 'TAKES_PART'],
        ['EXISTING', 'TAKES_PART'],
        ['PROBLEM', null],
        ['EXISTING', 'TAKES_PART'],
        ['EXISTING', 'TAKES_PART'],
      ],
    );
    assert.equal(await count(), before, 'nobody is told twice');
    const acts = await sql<{ details: Data }>(`select details from audit_entry where act = 'importUsers'`);
    assert.deepEqual(acts.at(-1)?.details, {
      created: ['hedy', 'lise'],
      entered: ['asked', 'inside'],
      passwords: 'LINKS',
    });
    assert.equal(acts.length, 1);
    void inside;
  });

  it('generates passwords that work, are shown once, and are in no table', async () => {
    const csv = 'email,name\nmaria@x.org,maria\nada2@x.org,ada\n';
    const done = await run(csv, { passwords: 'GENERATED' });
    for (const { username, password } of done.rows) {
      assert.match(password, /^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
      const { signIn } = await test.client().data(signInMutation, { input: { login: username, password } });
      assert.equal(signIn.viewer.username, username);
      const tables = await sql<{ everything: string }>(
        `select (select string_agg(content::text, '') from mail) || (select string_agg(details::text, '') from audit_entry) as everything`,
      );
      assert.ok(!tables[0]?.everything.includes(password) && !JSON.stringify(test.logged).includes(password));
    }
    const again = await run(csv, { passwords: 'GENERATED' });
    assert.deepEqual(
      again.rows.map(({ outcome, password }: Data) => [outcome, password]),
      [
        ['EXISTING', null],
        ['EXISTING', null],
      ],
    );
    const many = `email\n${Array.from({ length: 201 }, (_, i) => `p${i}@x.org`).join('\n')}`;
    assert.equal((await run(many, { passwords: 'GENERATED' })).refusal.reason, 'TOO_MANY');
  });

  it('makes each account once when two import the same file at once', async () => {
    const slug = await openEvent(test, admin);
    const csv = `email,name\n${Array.from({ length: 30 }, (_, i) => `twin${i}@x.org,twin${i}`).join('\n')}`;
    const answers = await Promise.all([1, 2, 3].map(() => run(csv, { eventSlug: slug })));
    const created = answers.flatMap(({ rows }) => rows.filter(({ outcome }: Data) => outcome === 'NEW'));
    assert.equal(created.length, 30);
    assert.ok(answers.every(({ rows }) => rows.every(({ outcome }: Data) => outcome !== 'PROBLEM')));
    const mails = await sql<{ n: number }>(
      `select count(*)::int as n from mail where to_address like 'twin%' and content ->> 'subject' like 'You take part%' group by to_address`,
    );
    assert.deepEqual(
      mails.map(({ n }) => n),
      Array(30).fill(1),
    );
  });

  it('takes 2,000 people in one go, while others go on', async () => {
    const slug = await openEvent(test, admin);
    const line = (i: number) => `First${i},Last${i},student${i}@course.org,student${i},`;
    const csv = `firstname,lastname,email,name,hidden_notes\n${Array.from({ length: 2000 }, (_, i) => line(i)).join('\n')}`;
    let isDone = false;
    const importing = run(csv, { eventSlug: slug }).finally(() => (isDone = true));
    let others = 0;
    while (!isDone) {
      await admin.data('{ viewer { id } }');
      others += 1;
    }
    assert.equal((await importing).createdCount, 2000);
    assert.ok(others > 20, `only ${others} other requests were answered meanwhile`);
  }).timeout(60_000);

  it('is for site admins, and for events that are there and open', async () => {
    const slug = await openEvent(test, admin);
    const other = await newUser(test);
    const csv = 'email\nx@x.org';
    for (const [client, code] of [
      [other, 'FORBIDDEN'],
      [test.client(), 'UNAUTHENTICATED'],
    ] as const) {
      assert.equal(await client.errorCode(previewMutation, { input: { csv, eventSlug: slug } }), code);
      assert.equal(await client.errorCode(importMutation, { input: { csv } }), code);
    }
    assert.equal(await admin.errorCode(importMutation, { input: { csv, eventSlug: 'none' } }), 'NOT_FOUND');
    assert.equal(await admin.errorCode(previewMutation, { input: { csv: 'email\na\0@x.org' } }), 'INVALID');
    test.clock.advance(60 * 86_400);
    admin = await newAdmin(test);
    assert.equal((await run(csv, { eventSlug: slug })).refusal.reason, 'NOT_OPEN');
  });
});
