// The life of an account as people see it: a real browser, a real platform, and the links out of its mails.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { overflowPixels, signIn } from './browser.mjs';
import { openPlatform } from './open-platform.mjs';
import { PASSWORD } from './platform.mjs';

const PHONE = { width: 390, height: 844 };
const ANOTHER = 'another correct horse';

/** A mail's text without the line breaks and signs that its way asks for. */
const readable = (mail) =>
  mail.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));

describe('the life of an account in the browser', function () {
  this.timeout(120_000);
  let platform;
  let stack;
  let browser;
  let admin;

  before(async () => {
    platform = await openPlatform({
      adminName: 'root',
      settings: { REQUIRE_EMAIL_CONFIRMATION: '1', REQUIRE_APPROVAL: '1' },
    });
    ({ stack, admin, browser } = platform);
  });

  after(async () => {
    await platform?.close();
  });

  /** Where the newest mail to an address leads, as it left; waits for one about `subject`. */
  async function linkTo(address, subject) {
    const folder = stack.env.MAIL_DIR;
    for (const end = Date.now() + 15_000; Date.now() < end; await sleep(50)) {
      const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml')).sort();
      for (const name of names.reverse()) {
        const mail = readable(await readFile(path.join(folder, name), 'utf8'));
        const link = /https?:\/\/\S+?(\/(?:confirm-email|reset-password|admin\/users)\S*)/.exec(mail);
        if (mail.includes(`To: ${address}`) && subject.test(mail) && link) return link[1];
      }
    }
    return assert.fail(`no mail to ${address} about ${subject}`);
  }
  const userRow = (page, name) => page.locator(`[data-testid=user-row][data-user="${name}"]`);

  it('begins with a sign-up, goes over the link in a mail and an approval, and is open then', async () => {
    const page = await browser.newPage();
    await page.goto('/sign-up');
    await page.getByLabel('Username').fill('ada');
    await page.getByLabel('E-mail').fill('ada@example.org');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.locator('main').getByRole('button', { name: 'Sign up' }).click();
    await page.getByText('Look into the mailbox of ada@example.org').waitFor();

    await signIn(page, 'ada', PASSWORD);
    await page.getByText('Confirm your e-mail address').waitFor();
    await page.goto(await linkTo('ada@example.org', /Confirm your e-mail/));
    await page.getByRole('button', { name: 'Confirm my address' }).click();
    await page.getByText('Your address is confirmed').waitFor();
    await page.getByText('Your account waits for approval').waitFor();

    const desk = await browser.newPage();
    await signIn(desk, 'root', PASSWORD);
    await desk.goto(await linkTo('root@example.org', /waits for approval/));
    await userRow(desk, 'ada').getByRole('checkbox').check();
    await desk.getByRole('button', { name: 'Approve 1' }).click();
    await desk.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await desk.getByText('1 approved.').waitFor();
    await desk.goto('/admin/users?search=ADA@example');
    assert.equal(await userRow(desk, 'ada').getAttribute('data-state'), 'ACTIVE');

    await page.goto('/account/profile');
    await page.getByLabel('Display name').fill('Ada Lovelace');
    await page.getByLabel('Website').fill('example.org');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('A website begins with').waitFor();
    await page.getByLabel('Website').fill('https://example.org');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
  });

  it('survives a forgotten password, which signs out everywhere', async () => {
    const elsewhere = await browser.newPage();
    await signIn(elsewhere, 'ada', PASSWORD);
    const page = await browser.newPage();
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByLabel('E-mail').fill('ada@example.org');
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await page.getByText('A link is on its way').first().waitFor();
    const link = await linkTo('ada@example.org', /new password/);
    await page.goto(link);
    await page.getByLabel('New password').fill(ANOTHER);
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('Your new password is set').waitFor();
    await elsewhere.goto('/account');
    await elsewhere.getByText('Sign in first').waitFor();
    await signIn(page, 'ada', ANOTHER);

    await elsewhere.goto(link);
    await elsewhere.getByLabel('New password').fill('yet another one');
    await elsewhere.getByRole('button', { name: 'Set the password' }).click();
    await elsewhere.getByText('This link does not work any more').waitFor();
  });

  it('shows where it is signed in, ends sessions, makes and revokes keys for programs', async () => {
    const page = await browser.newPage();
    await signIn(page, 'ada', ANOTHER);
    const elsewhere = await browser.newPage();
    await signIn(elsewhere, 'ada', ANOTHER);
    await page.goto('/account/sessions');
    const rows = page.locator('[data-testid=session-row]');
    await rows.nth(1).waitFor();
    await page.getByRole('button', { name: 'End all others' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End' }).click();
    await rows.nth(1).waitFor({ state: 'detached' });
    assert.equal(await rows.first().getAttribute('data-current'), 'true');
    await elsewhere.goto('/account/sessions');
    await elsewhere.getByText('Sign in first').waitFor();

    await page.getByRole('link', { name: 'Access tokens' }).click();
    await page.getByText('No access tokens yet').waitFor();
    const file = await page.getByRole('link', { name: 'databoard.mjs' }).getAttribute('href');
    assert.match(await (await fetch(new URL(file, stack.apiUrl))).text(), /^#!\/usr\/bin\/env node/);
    await page.getByLabel('Name').fill('laptop');
    await page.getByRole('button', { name: 'Make the token' }).click();
    const token = await page.locator('[data-testid=new-token]').textContent();
    const asProgram = async () => {
      const response = await fetch(`${stack.apiUrl}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: '{ viewer { username } }' }),
      });
      return (await response.json()).data.viewer;
    };
    assert.deepEqual(await asProgram(), { username: 'ada' });
    await page.getByRole('button', { name: 'Revoke laptop' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('No access tokens yet').waitFor();
    assert.equal(await asProgram(), null);
  });

  it('fits a phone on every page of it', async () => {
    const page = await browser.newPage(PHONE);
    await signIn(page, 'root', PASSWORD);
    for (const tab of ['profile', 'password', 'sessions', 'tokens', 'notifications', 'data']) {
      await page.goto(`/account/${tab}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      assert.ok((await overflowPixels(page)) <= 0, `/account/${tab}`);
    }
    await page.goto('/admin/users');
    await userRow(page, 'ada').waitFor();
    assert.ok((await overflowPixels(page)) <= 0, '/admin/users');
    for (const address of ['/sign-in', '/sign-up', '/forgot-password', '/reset-password#x', '/confirm-email#x']) {
      await page.goto(address);
      await page.locator('main').getByRole('button').first().waitFor();
      assert.ok((await overflowPixels(page)) <= 0, address);
    }
  });

  it('ends with its data in hand, and nothing of it left', async () => {
    const page = await browser.newPage();
    await signIn(page, 'ada', ANOTHER);
    await page.goto('/account/data');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'databoard-ada.json');
    await page.getByLabel('I want to delete @ada for good').check();
    await page.getByLabel('Your password').fill('not mine');
    await page.getByRole('button', { name: 'Delete my account' }).click();
    await page.getByText('This is not your password.').waitFor();
    await page.getByLabel('Your password').fill(ANOTHER);
    await page.getByRole('button', { name: 'Delete my account' }).click();
    await page.waitForURL((url) => url.pathname === '/');
    await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).waitFor();
    const { users } = await admin.client.query('{ users(search: "ada") { totalCount } }');
    assert.equal(users.totalCount, 0);
  });

  it('never broke a page or asked another host on the way', () => assert.deepEqual(browser.trouble, []));
});
