import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { actsOn } from '../testing/acts-on.js';
import { newAdmin, newUser } from '../testing/scenario.js';
import { TestSmtpServer } from '../testing/smtp-server.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';
import { deliverNews } from './deliver-news.js';
import { Mail, type MailContent } from './mail.entity.js';
import { createMailer } from './mailer.js';
import { notify } from './notify.js';
import { queueMail } from './queue-mail.js';

const origin = 'https://challenges.example.org';
/** A mail's text or HTML as it reads, whatever its transfer encoding. */
const decoded = (source: string): string =>
  source
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

describe('mails', () => {
  let test: TestApp;
  let smtp: TestSmtpServer;
  let count = 0;
  before(async () => {
    smtp = await new TestSmtpServer().start();
    test = await startTestApp({
      sweepSeconds: 3600,
      mailPlace: { kind: 'smtp', url: smtp.url },
      mailFrom: 'Data challenges <challenges@example.org>',
      publicOrigin: origin,
    });
  });
  after(async () => {
    await test.close();
    await smtp.stop();
  });
  beforeEach(() => {
    smtp.taken.length = 0;
  });

  const queue = async (content: Partial<MailContent> = {}, to = `reader${++count}@example.org`) => {
    const full = { subject: 'News', paragraphs: ['Something happened.'], ...content };
    await test.app.orm.em.fork().transactional((tx) => queueMail(tx, { to, content: full }, { clock: test.clock }));
    return to;
  };
  const mailer = () => createMailer(test.config.mailPlace, test.config.mailFrom);
  /** One round of delivery, as a process of its own would make it. */
  const deliver = async () => {
    const own = mailer();
    await deliverNews({ ...test.app.services, em: test.app.orm.em, mailer: own, origin });
    own.close();
  };
  const rowOf = (toAddress: string) => test.app.orm.em.fork().findOneOrFail(Mail, { toAddress });
  const takenBy = (to: string) => smtp.taken.filter((mail) => mail.to.includes(to));

  it('go out over SMTP as plain text and HTML, and only their subject is kept', async () => {
    const to = await queue({ subject: 'Grüße', action: { label: 'Look', path: '/events/iris?tab=1&x=2' } });
    await deliver();
    const [mail] = takenBy(to);
    assert.ok(mail);
    assert.equal(mail.from, 'challenges@example.org');
    assert.match(mail.headers, /^From: Data challenges <challenges@example\.org>$/m);
    assert.match(mail.headers, /^Subject: =\?UTF-8\?/m);
    assert.match(mail.headers, /^Auto-Submitted: auto-generated$/m);
    const text = decoded(mail.source);
    assert.match(text, /Content-Type: text\/plain/);
    assert.match(text, /Content-Type: text\/html/);
    assert.ok(text.includes(`Look: ${origin}/events/iris?tab=1&x=2`));
    assert.ok(text.includes(`href="${origin}/events/iris?tab=1&amp;x=2"`));
    const row = await rowOf(to);
    assert.equal(row.state, 'SENT');
    assert.deepEqual(row.content, { subject: 'Grüße', paragraphs: [] });
  });

  it('are sent once, however many processes look for them', async () => {
    const addresses = await Promise.all(Array.from({ length: 40 }, () => queue()));
    const another = await test.startAnother();
    const elsewhere = mailer();
    await Promise.all([
      deliver(),
      deliver(),
      deliverNews({ ...another.services, em: another.orm.em, mailer: elsewhere, origin }),
    ]);
    elsewhere.close();
    assert.equal(smtp.taken.length, 40);
    assert.deepEqual(new Set(smtp.taken.flatMap(({ to }) => to)), new Set(addresses));
  });

  it('wait while the mail server is down, and go out when it is back', async () => {
    await smtp.stop();
    const to = await queue();
    await deliver();
    const waiting = await rowOf(to);
    assert.equal(waiting.state, 'WAITING');
    assert.match(waiting.error ?? '', /ECONNREFUSED/);
    await smtp.start();
    await deliver();
    assert.equal(takenBy(to).length, 0, 'not before its pause is over');
    test.clock.advance(61);
    await deliver();
    assert.equal(takenBy(to).length, 1);
    assert.equal((await rowOf(to)).error, null);
  });

  it('are given up after two days of trying, with growing pauses', async () => {
    await smtp.stop();
    const to = await queue();
    const pauses: number[] = [];
    for (let attempts = 1; (await rowOf(to)).state === 'WAITING'; attempts++) {
      assert.ok(attempts < 20, 'it ends');
      await deliver();
      const { dueAt, state } = await rowOf(to);
      if (state !== 'WAITING') break;
      const seconds = Math.ceil((dueAt.getTime() - test.clock.now().getTime()) / 1000);
      pauses.push(seconds);
      test.clock.advance(seconds + 1);
    }
    assert.equal((await rowOf(to)).state, 'FAILED');
    assert.deepEqual(
      pauses,
      [...pauses].sort((a, b) => a - b),
    );
    assert.ok(pauses.reduce((sum, each) => sum + each, 0) > 86_400);
    await smtp.start();
    await deliver();
    assert.equal(takenBy(to).length, 0);
  }).timeout(20_000);

  it('are given up at once when the server knows no such mailbox', async () => {
    smtp.unknown.add('nobody@example.org');
    const to = await queue({}, 'nobody@example.org');
    await deliver();
    const { state, error } = await rowOf(to);
    assert.equal(state, 'FAILED');
    assert.match(error ?? '', /No such mailbox/);
  });

  it('that a process took with it when it died are sent by another', async () => {
    const to = await queue();
    const claimed = test.app.orm.em.fork();
    const later = new Date(test.clock.now().getTime() + 600_000);
    await claimed.execute('update mail set attempts = 1, due_at = ? where to_address = ?', [later, to]);
    await deliver();
    assert.equal(takenBy(to).length, 0);
    test.clock.advance(601);
    await deliver();
    assert.equal(takenBy(to).length, 1);
  });

  it('carry what people typed as words: no header, no markup, no link elsewhere', async () => {
    const name = 'Eve\r\nBcc: victim@example.org\r\n\r\n<script>alert(1)</script> <a href="https://evil.example">x</a>';
    const to = await queue({
      subject: `${name} invites you`,
      paragraphs: [`${name} invites you.\u202egnp.exe`],
      action: { label: name, path: '//evil.example/login' },
    });
    await deliver();
    const [mail] = takenBy(to);
    assert.ok(mail);
    assert.deepEqual(mail.to, [to]);
    assert.doesNotMatch(mail.headers, /^Bcc:/m);
    const text = decoded(mail.source);
    const html = text.slice(text.indexOf('<!doctype html>'));
    assert.ok(html.includes('&lt;script&gt;alert(1)&lt;/script&gt;'));
    assert.doesNotMatch(html, /<script|href="https:\/\/evil/);
    assert.ok(html.includes(`href="${origin}/"`));
    assert.ok(!text.includes('//evil.example/login'));
    assert.doesNotMatch(mail.source, /=E2=80=AE|\u202e/);
  });

  it('go to one address, whatever it looks like', async () => {
    await queue({}, 'a@example.org,b@example.org');
    await queue({}, 'x<victim@example.org>');
    await deliver();
    for (const { to } of smtp.taken) assert.equal(to.length, 1);
    assert.ok(!smtp.taken.some(({ to }) => to.includes('b@example.org') || to.includes('victim@example.org')));
  });

  it('are bounded, however much was to be said', async () => {
    const to = await queue({
      subject: 'x'.repeat(9_999),
      paragraphs: Array.from({ length: 99 }, () => 'y'.repeat(99_999)),
    });
    const { content } = await rowOf(to);
    assert.equal(content.subject.length, 200);
    assert.equal(content.paragraphs.length, 20);
    assert.equal(content.paragraphs[0]?.length, 4000);
    await test.app.orm.em.fork().nativeDelete(Mail, { toAddress: to });
  });

  it('that tell news can be turned off by one click, without signing in, and say so to mail programs', async () => {
    const ada = await newUser(test, 'ada');
    const { id } = (await ada.data('{ viewer { id } }')).viewer;
    const tell = (title: string, kind: 'EVENT' | 'ACCOUNT' = 'EVENT') =>
      test.app.orm.em
        .fork()
        .transactional((tx) => notify(tx, { id }, { kind, title, body: 'It opened.' }, { clock: test.clock }));
    await tell('First');
    await deliver();
    const [mail] = takenBy('ada@example.org');
    assert.ok(mail);
    assert.match(mail.headers, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
    const [, link = ''] = /^List-Unsubscribe: <([^>]+)>$/m.exec(mail.headers) ?? [];
    assert.ok(link.startsWith(`${origin}/unsubscribe?token=`), mail.headers);
    assert.ok(decoded(mail.source).includes(link));

    const path = link.slice(origin.length);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const forged = await fetch(test.address + path.replace('EVENT', 'TEAM'), { method: 'POST', headers, body: 'x=1' });
    assert.equal(forged.status, 404);
    assert.equal((await fetch(test.address + path)).status, 404, 'looking at the link turns nothing off');
    await tell('Second');
    const answer = await fetch(test.address + path, { method: 'POST', headers, body: 'List-Unsubscribe=One-Click' });
    assert.equal(answer.status, 200);
    await tell('Third');
    await tell('About you', 'ACCOUNT');
    await deliver();
    const subjects = takenBy('ada@example.org').map(({ headers }) => /^Subject: (.*)$/m.exec(headers)?.[1]);
    assert.deepEqual(subjects.toSorted(), ['About you', 'First', 'Second']);
    const about = takenBy('ada@example.org').find(({ headers }) => headers.includes('Subject: About you'));
    assert.doesNotMatch(about?.headers ?? '', /List-Unsubscribe/);
    const { notifications } = await ada.data('{ notifications { rows { title } } }');
    assert.equal(notifications.rows.length, 4, 'the list still has all');
  });

  it('are shown to site admins, without their words, and can be tried again once they were given up', async () => {
    const query = `query ($state: MailState) {
      mails(state: $state, first: 200) { totalCount waitingCount failedCount rows { id toAddress subject state error } } }`;
    const retry = 'mutation ($ids: [ID!]!) { retryMails(input: { ids: $ids }) { count refusal { reason } } }';
    smtp.unknown.add('moved@example.org');
    await queue({ subject: 'To nowhere', action: { label: 'x', path: '/confirm#secret' } }, 'moved@example.org');
    await deliver();
    const [root, nobody] = [await newAdmin(test), await newUser(test)];
    for (const [client, code] of [
      [nobody, 'FORBIDDEN'],
      [test.client(), 'UNAUTHENTICATED'],
    ] as const) {
      assert.equal(await client.errorCode(query, {}), code);
      assert.equal(await client.errorCode(retry, { ids: ['00000000-0000-4000-8000-000000000000'] }), code);
    }
    const { mails } = await root.data(query, { state: 'FAILED' });
    assert.equal(mails.totalCount, mails.failedCount);
    const failed = mails.rows.find(({ toAddress }: { toAddress: string }) => toAddress === 'moved@example.org');
    assert.equal(failed.subject, 'To nowhere');
    assert.match(failed.error, /No such mailbox/);
    smtp.unknown.delete('moved@example.org');
    assert.deepEqual((await root.data(retry, { ids: [failed.id] })).retryMails, { count: 1, refusal: null });
    await deliver();
    assert.equal(takenBy('moved@example.org').length, 1);
    assert.equal((await root.data(retry, { ids: [failed.id] })).retryMails.refusal.reason, 'ALREADY_DONE');
    assert.deepEqual(await actsOn(test, failed.id), ['retryMails']);
  });

  it('go out by themselves soon after the commit', async () => {
    const quick = await startTestApp({
      sweepSeconds: 3600,
      mailSeconds: 0.05,
      mailPlace: { kind: 'smtp', url: smtp.url },
    });
    try {
      const content = { subject: 'By itself', paragraphs: [] };
      await assert.rejects(
        quick.app.orm.em.fork().transactional(async (tx) => {
          await queueMail(tx, { to: 'rolled-back@example.org', content }, { clock: quick.clock });
          throw new Error('the act failed');
        }),
      );
      await quick.app.orm.em
        .fork()
        .transactional((tx) => queueMail(tx, { to: 'soon@example.org', content }, { clock: quick.clock }));
      await eventually(async () => takenBy('soon@example.org').length === 1, 'the mail is taken');
      assert.equal(takenBy('rolled-back@example.org').length, 0);
    } finally {
      await quick.close();
    }
  });

  it('are written into a folder where there is no mail server, and the log says so', async () => {
    const without = await startTestApp({ sweepSeconds: 3600, mailSeconds: 0.05 });
    try {
      assert.ok(without.config.mailPlace.kind === 'folder');
      const { folder } = without.config.mailPlace;
      assert.ok(without.logged.some(({ msg }) => msg.startsWith('no SMTP_URL')));
      const action = { label: 'Look', path: '/events' };
      await without.app.orm.em
        .fork()
        .transactional((tx) =>
          queueMail(
            tx,
            { to: 'ada@example.org', content: { subject: 'Kept', paragraphs: ['Here.'], action } },
            { clock: without.clock },
          ),
        );
      const [file] = await eventually(async () => {
        const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
        return files.length > 0 && files;
      }, 'the mail is written');
      const source = decoded(await readFile(`${folder}/${file}`, 'utf8'));
      assert.match(source, /^To: ada@example\.org/m);
      assert.ok(source.includes(`Look: ${without.address}/events`), 'links lead to where the api listens');
      assert.equal((await stat(`${folder}/${file}`)).mode & 0o077, 0);
    } finally {
      await without.close();
    }
  });
});
