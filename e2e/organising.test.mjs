// An event from the making to the archive, as its organisers see it through the browser, with the people they invite.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beSignedIn, overflowPixels } from './browser.mjs';
import { IRIS, openPlatform } from './open-platform.mjs';
import { joinAsNewUser, PASSWORD, publishKit } from './platform.mjs';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1440, height: 900 };
const FOLDER = process.env.DATABOARD_SCREENSHOTS;

describe('an event and its organisers in the browser', function () {
  this.timeout(120_000);
  let platform;
  let stack;
  let browser;
  let admin;
  let page;
  let version;

  before(async () => {
    platform = await openPlatform();
    ({ stack, admin, browser } = platform);
    version = await publishKit(stack, admin, IRIS);
    page = await browser.newPage();
    await page.setViewportSize(DESKTOP);
    await beSignedIn(page, admin.username, PASSWORD);
  });

  after(async () => {
    await platform?.close();
  });

  afterEach(async function () {
    if (FOLDER && this.currentTest.state === 'failed') await page.screenshot({ path: path.join(FOLDER, 'failed.png') });
  });

  /** Fits a phone, and is left as an image where somebody wants to look. */
  async function look(name, on = page) {
    if (FOLDER) await on.screenshot({ path: path.join(FOLDER, `${name}-1440.png`), fullPage: true });
    await on.setViewportSize(PHONE);
    if (FOLDER) await on.screenshot({ path: path.join(FOLDER, `${name}-390.png`), fullPage: true });
    assert.equal(await overflowPixels(on), 0, `${name} is wider than a phone`);
    await on.setViewportSize(DESKTOP);
  }

  /** Where the invitation to an address leads, as its mail left. */
  async function linkTo(address) {
    const folder = stack.env.MAIL_DIR;
    for (const end = Date.now() + 15_000; Date.now() < end; await sleep(50)) {
      for (const name of (await readdir(folder).catch(() => [])).filter((one) => one.endsWith('.eml'))) {
        const mail = (await readFile(path.join(folder, name), 'utf8')).replace(/=\r?\n/g, '');
        const link = /https?:\/\/[^\s/]+(\/invitations#[\w-]+)/.exec(mail);
        if (mail.includes(`To: ${address}`) && link) return link[1];
      }
    }
    return assert.fail(`no invitation to ${address}`);
  }

  const field = (on, label) => on.getByLabel(label, { exact: true });
  const inHours = (hours) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16);

  it('is made from a problem version, hidden at first', async () => {
    await page.goto('/admin/events');
    await page.getByText('No event yet').waitFor();
    await page.getByRole('link', { name: 'New event' }).click();
    await field(page, 'Title').fill('Iris, spring course');
    assert.equal(await field(page, 'Slug').getAttribute('placeholder'), 'iris-spring-course');
    await field(page, 'Opens (UTC)').fill(inHours(-24));
    await field(page, 'Closes (UTC)').fill(inHours(-48));
    await look('new-event');
    await page.getByRole('button', { name: 'Make the event' }).click();
    await page.getByText('An event closes after it opens.').waitFor();
    await field(page, 'Closes (UTC)').fill(inHours(24 * 30));
    await page.getByRole('button', { name: 'Make the event' }).click();
    await page.waitForURL('**/events/iris-spring-course/manage');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    const stranger = await browser.newPage();
    await stranger.goto('/');
    await stranger.getByText('No event yet').waitFor();
    await stranger.context().close();
  });

  it('invites people, who get an account and are in', async () => {
    await page.getByRole('link', { name: 'Invitations', exact: true }).click();
    await page.getByText('Nobody was invited yet').waitFor();
    await field(page, 'E-mail addresses').fill('guest@example.org, nonsense');
    await page.getByRole('button', { name: 'Invite 2' }).click();
    await page.getByText('Not an e-mail address: “nonsense”').waitFor();
    await field(page, 'E-mail addresses').fill('guest@example.org');
    await page.getByRole('button', { name: 'Invite 1' }).click();
    await page.locator('[data-testid=invitation-row][data-state=OPEN]').waitFor();
    await look('invitations');

    const link = await linkTo('guest@example.org');
    const guest = await browser.newPage();
    await guest.goto(link);
    await guest.getByText('You are invited').waitFor();
    await look('invitation', guest);
    await field(guest, 'Username').fill('guest');
    await field(guest, 'Password').fill(PASSWORD);
    await guest.getByRole('button', { name: 'Sign up and take part' }).click();
    await guest.waitForURL('**/events/iris-spring-course');
    await guest.getByRole('link', { name: 'Write a submission' }).waitFor();
    await guest.goto(link);
    await guest.getByText('used already').waitFor();
    await guest.context().close();
    await page.reload();
    await page.locator('[data-testid=invitation-row][data-state=ACCEPTED]').waitFor();
  });

  it('changes settings, tells who was quicker, and its rules say what holds', async () => {
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await field(page, 'Who sees it').selectOption('PUBLIC');
    await field(page, 'Signing up').selectOption('APPROVAL');
    await field(page, 'Submissions a day').fill('7');
    // Meanwhile, elsewhere.
    await admin.client.mutate('updateEvent', 'UpdateEventInput', 'event { id }', {
      slug: 'iris-spring-course',
      maxSubmissionsPerDay: 3,
    });
    await page.getByRole('button', { name: 'Save' }).click();
    const conflict = page.locator('[data-testid=setting-conflict]');
    await conflict.waitFor();
    assert.match(await conflict.textContent(), /Admin changed Submissions a day from no limit to 3/);
    assert.match(await conflict.textContent(), /you have changed it, too/);
    await look('settings-conflict');
    await page.getByRole('button', { name: 'Go on with my changes on top' }).click();
    await conflict.waitFor({ state: 'detached' });
    assert.equal(await field(page, 'Submissions a day').inputValue(), '7');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved. The rules say so from now on.').waitFor();
    await look('settings');

    await field(page, 'Wait between submissions').fill('soon');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('This is not a number.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();

    await page.getByRole('link', { name: 'History', exact: true }).click();
    assert.match(
      await page.locator('[data-testid=setting-change]', { hasText: 'Submissions a day' }).first().textContent(),
      /37/,
    );
    await look('history');
    await page.getByRole('link', { name: 'Rules', exact: true }).click();
    await page.getByText('A team submits at most 7 times a day').waitFor();
    await page.getByText('the organisers approve each request').waitFor();
    await look('rules');
  });

  it('answers those who ask, many at once, with a word', async () => {
    const names = ['ada', 'bob', 'carl'];
    for (const name of names) await joinAsNewUser(stack, 'iris-spring-course', name);
    await page.goto('/events/iris-spring-course/manage/people?state=ASKED');
    await page.locator('[data-testid=person-row]').nth(2).waitFor();
    await field(page, 'Choose ada').check();
    await field(page, 'Choose bob').check();
    await page.getByRole('button', { name: 'Approve 2' }).click();
    await field(page, 'A word to them').fill('Welcome!');
    await page.getByRole('button', { name: 'Let in' }).click();
    await page.getByText('In 3', { exact: true }).waitFor();
    await field(page, 'Choose all on this page').check();
    await page.getByRole('button', { name: 'Reject 1' }).click();
    await page.getByRole('button', { name: 'Turn down' }).click();
    await page.getByText('Turned down 1', { exact: true }).click();
    await page.locator('[data-testid=person-row][data-state=REJECTED]', { hasText: 'carl' }).waitFor();
    await page.getByText(/^All/).click();
    await look('people');
    await field(page, 'Search').fill('nobody@');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText('Nobody fits').waitFor();
  });

  it('shows who sees what, by the rules that guard the real thing', async () => {
    await page.getByRole('link', { name: 'Who sees what' }).click();
    const row = (what) => page.locator('[data-testid=preview-row]', { hasText: what });
    await row('submissions of others: code').waitFor();
    assert.equal(await row('submissions of others: code').getAttribute('data-allowed'), 'false');
    await page.getByLabel('Or at').selectOption({ label: 'Code opens up' });
    await page
      .locator('[data-testid=preview-row][data-allowed=true]', { hasText: 'submissions of others: code' })
      .waitFor();
    await page.getByLabel('Who looks').selectOption('ANONYMOUS');
    await page
      .locator('[data-testid=preview-row][data-allowed=false]', { hasText: 'submissions of others: code' })
      .waitFor();
    await look('who-sees-what');
  });

  it('has admins, ends, and goes into the archive', async () => {
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await field(page, 'User name or e-mail').fill('ada@example.org');
    await page.getByRole('button', { name: 'Add an admin' }).click();
    await page.locator('[data-testid=event-admin]', { hasText: '@ada' }).waitFor();
    await page.getByRole('button', { name: 'Close now' }).click();
    await page.getByRole('button', { name: 'Close for good' }).click();
    await page.getByRole('button', { name: 'Archive' }).click();
    await page.getByRole('button', { name: 'Put it away' }).click();
    await page.getByRole('button', { name: 'Take out of the archive' }).waitFor();
    await page.reload();
    await page.getByText('Nothing of this event changes').waitFor();
    await page.goto('/');
    await page.getByText('No event yet').waitFor();
    await page.getByRole('link', { name: 'Archive' }).click();
    await page.getByRole('link', { name: 'Iris, spring course' }).waitFor();
    await look('archive');
    await page.goto('/admin/events?archived=1');
    await page.locator('[data-testid=admin-event]', { hasText: 'Iris, spring course' }).waitFor();
    await look('admin-events');
    assert.deepEqual(browser.trouble, []);
  });

  it('goes away for good only after its name was typed', async () => {
    await page.goto(`/admin/events/new?version=${version.id}`);
    await field(page, 'Title').fill('By mistake');
    await page.getByRole('button', { name: 'Make the event' }).click();
    await page.waitForURL('**/events/by-mistake/manage');
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    const button = page.getByRole('button', { name: 'Delete the event' });
    assert.equal(await button.isDisabled(), true);
    await page.getByLabel('Type by-mistake to go on').fill('by-mistake');
    await button.click();
    await page.waitForURL((url) => url.pathname === '/');
    await page.goto('/events/by-mistake');
    await page.getByText('Nothing here').waitFor();
  });
});
