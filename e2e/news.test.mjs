// News as people meet them: a bell that moves by itself, a mail with its links, choices, and what organisers look at.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beSignedIn, overflowPixels } from './browser.mjs';
import { IRIS, openPlatform } from './open-platform.mjs';
import { joinAsNewUser, openEvent, PASSWORD, publishKit, submit, waitForEvaluation } from './platform.mjs';

const PHONE = { width: 390, height: 844 };
const DUMMY = `from sklearn.dummy import DummyClassifier


def get_estimator():
    return DummyClassifier(strategy='prior')
`;

describe('news in the browser', function () {
  this.timeout(120_000);
  let platform;
  let stack;
  let browser;
  let admin;
  let ada;
  let page;

  before(async () => {
    platform = await openPlatform();
    ({ stack, admin, browser } = platform);
    const version = await publishKit(stack, admin, IRIS);
    await openEvent(admin, version, 'iris');
    const opensAt = new Date(Date.now() + 8_000).toISOString();
    await openEvent(admin, version, 'later', { opensAt, title: 'A second course' });
    ada = await joinAsNewUser(stack, 'iris', 'ada');
    await ada.client.mutate('signUpForEvent', 'SignUpForEventInput', 'participation { state }', { eventSlug: 'later' });
    page = await browser.newPage();
    await beSignedIn(page, 'ada', PASSWORD);
  });

  after(async () => {
    await platform?.close();
  });

  const bell = () => page.getByTestId('bell');
  const unread = async () => Number(await bell().getAttribute('data-unread'));
  const rows = () => page.getByTestId('notification');
  async function mailWith(words) {
    const folder = path.join(stack.services.dataDir, 'mail');
    for (let tries = 0; tries < 200; tries++) {
      for (const name of await readdir(folder).catch(() => [])) {
        const source = (await readFile(path.join(folder, name), 'utf8')).replaceAll('=\r\n', '').replaceAll('=3D', '=');
        if (name.endsWith('.eml') && source.includes(words)) return source;
      }
      await sleep(100);
    }
    throw new Error(`No mail with “${words}”`);
  }

  it('a score arrives at the bell by itself, and the list leads to the submission', async () => {
    await page.goto('/');
    await bell().waitFor();
    const before = await unread();
    const { id } = await submit(ada.client, 'iris', [{ path: 'estimator.py', content: DUMMY }], 'guessing');
    await waitForEvaluation(ada.client, id);
    await page.waitForFunction(
      (count) => Number(document.querySelector('[data-testid=bell]')?.getAttribute('data-unread')) > count,
      before,
    );
    await bell().click();
    const row = rows().filter({ hasText: '“guessing” scored' });
    await row.waitFor();
    await row.getByRole('link').click();
    await page.waitForURL(`**/submissions/${id}`);
    await bell().click();
    await rows().first().waitFor();
    await page.locator('[data-testid=notification]:not([data-unread])').filter({ hasText: 'guessing' }).waitFor();
    assert.deepEqual(browser.trouble, []);
  });

  it('an opening event is told in the list and by a mail, whose link turns such mails off after a click', async () => {
    await page.goto('/notifications');
    await rows().filter({ hasText: '“A second course” has opened' }).waitFor();
    const mail = await mailWith('has opened');
    const [, link] = /^List-Unsubscribe: <([^>]+)>/m.exec(mail.replaceAll(/\r\n[ \t]+/g, ' ')) ?? [];
    assert.ok(link?.startsWith(`${stack.apiUrl}/unsubscribe?token=`), mail);
    const visitor = await browser.newPage(PHONE);
    await visitor.goto(link);
    await visitor.getByRole('button', { name: 'Send me no more of these' }).click();
    await visitor.getByText('You get no more mails about: events you take part in').waitFor();
    assert.ok((await overflowPixels(visitor)) <= 0);
    await visitor.context().close();
    await page.goto('/account/notifications');
    const mails = page.getByRole('switch', { name: 'Events you take part in: by mail' });
    await mails.waitFor();
    assert.equal(await mails.isChecked(), false);
    await mails.click();
    await page.getByText('Saved: Events you take part in').waitFor({ state: 'attached' });
    await page.reload();
    await mails.waitFor();
    assert.equal(await mails.isChecked(), true);
    assert.deepEqual(browser.trouble, []);
  });

  it('all is marked as read at once, in every window', async () => {
    const other = await page.context().newPage();
    await other.goto('/');
    await other.getByTestId('bell').waitFor();
    await page.goto('/notifications');
    const all = page.getByRole('button', { name: 'Mark all as read' });
    await page.locator('[data-testid=notification][data-unread]').first().waitFor();
    await all.click();
    for (const window of [page, other]) await window.locator('[data-testid=bell][data-unread="0"]').waitFor();
    await other.close();
  });

  it('organisers see how their event goes and what was done in it, on a phone, too', async () => {
    const office = await browser.newPage(PHONE);
    await beSignedIn(office, admin.username, PASSWORD);
    await office.goto('/events/iris/manage/statistics');
    await office.getByRole('heading', { name: 'Submissions', exact: true }).waitFor();
    await office.getByText('teams that submitted').first().waitFor();
    await office.getByRole('button', { name: 'Show as a table' }).first().click();
    await office.getByRole('table').first().waitFor();
    assert.ok((await overflowPixels(office)) <= 0);
    await office.goto('/events/iris/manage/audit');
    await office.getByRole('cell', { name: 'made the event' }).waitFor();
    assert.ok((await overflowPixels(office)) <= 0);
    await office.goto('/admin/audit?act=publishKit');
    await office.locator('[data-act=publishKit]').first().waitFor();
    assert.equal(await office.locator('[data-testid=audit-entry]:not([data-act=publishKit])').count(), 0);
    assert.ok((await overflowPixels(office)) <= 0);
    assert.deepEqual(browser.trouble, []);
  });
});
