// A course signed up from a file, as a site admin does it: seen first, then done, with passwords that work.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beSignedIn, chooseOwnPassword, enter, overflowPixels } from './browser.mjs';
import { IRIS, openPlatform } from './open-platform.mjs';
import { joinAsNewUser, PASSWORD, publishAndOpenEvent } from './platform.mjs';

const PHONE = { width: 390, height: 844 };
const FILE = `firstname;lastname;email;name;hidden_notes
Émilie;du Châtelet;emilie@example.org;emilie;group 1
Ada;Lovelace;ada@example.org;countess;
Grace;Hopper;no address;grace;
Emmy;Noether;emmy@example.org;ada;
`;

describe('signing up a course from a file in the browser', function () {
  this.timeout(120_000);
  let platform;
  let stack;
  let browser;
  let admin;

  before(async () => {
    platform = await openPlatform();
    ({ stack, admin, browser } = platform);
    await publishAndOpenEvent(stack, admin, IRIS, 'iris');
    await joinAsNewUser(stack, 'iris', 'ada');
  });

  after(async () => {
    await platform?.close();
  });

  const line = (page, number) => page.locator(`[data-testid=import-row][data-line="${number}"]`);

  it('shows what becomes of each line, makes the accounts once, and hands out passwords that work', async () => {
    const page = await browser.newPage({ width: 1440, height: 1000 });
    await beSignedIn(page, admin.username, PASSWORD);
    await page.goto('/admin/users');
    await page.getByRole('link', { name: 'Import from a file' }).click();
    const choose = async () => {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByLabel('CSV file').click()]);
      await chooser.setFiles({ name: 'course.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE, 'latin1') });
    };
    await choose();
    await page.getByText('was read as Windows-1252').waitFor();
    await line(page, 2).getByText('Émilie du Châtelet').waitFor();
    const stateOf = (number) => line(page, number).getAttribute('data-outcome');
    assert.deepEqual(await Promise.all([2, 3, 4, 5].map(stateOf)), ['NEW', 'EXISTING', 'PROBLEM', 'PROBLEM']);
    await line(page, 3).getByText('is called “ada”').waitFor();
    await line(page, 4).getByText('email: This is not an e-mail address.').waitFor();
    await line(page, 5).getByText('“ada-2” would be free').waitFor();

    await page.getByLabel('Where a user name is taken').check();
    await page.locator('[data-testid=import-row][data-line="5"][data-outcome=NEW]').waitFor();
    await page.getByRole('combobox', { name: 'Event' }).click();
    await page.getByRole('option', { name: /iris/ }).click();
    await line(page, 3).getByText('takes part already').waitFor();
    await page.getByLabel('Passwords that I hand out').check();
    await page.setViewportSize(PHONE);
    assert.equal(await overflowPixels(page), 0);
    await page.setViewportSize({ width: 1440, height: 1000 });

    await page.getByRole('button', { name: 'Make 2 accounts, enter 2 people' }).click();
    await page.getByRole('dialog').getByText('2 passwords are made').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Make 2 accounts' }).click();
    await page.getByText('2 accounts made, 2 entered the event').waitFor();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download passwords' }).click(),
    ]);
    const passwords = (await readFile(await saved.path(), 'utf8')).split('\r\n');
    const [, , , username, password] = passwords[1].split(',');
    assert.equal(username, 'emilie');

    const student = await browser.newPage();
    await enter(student, username, password);
    const heading = student.getByRole('heading', { name: 'Choose your own password' });
    await heading.waitFor();
    await student.goto('/account/tokens?from=elsewhere');
    await heading.waitFor();
    await student.getByRole('button', { name: 'Account of emilie' }).click();
    assert.deepEqual(await student.getByRole('menuitem').allInnerTexts(), ['Sign out']);
    await student.keyboard.press('Escape');
    await chooseOwnPassword(student, 'a guess', PASSWORD);
    await student.getByText('This is not your password').waitFor();
    await chooseOwnPassword(student, password, password);
    await student.getByText('the password that was generated for you').waitFor();
    for (const [width, height] of [
      [390, 844],
      [1440, 1000],
    ]) {
      await student.setViewportSize({ width, height });
      assert.equal(await overflowPixels(student), 0);
      const file = path.join(process.env.PICTURES ?? '', `choose-password-${width}.png`);
      if (process.env.PICTURES) await student.screenshot({ path: file, fullPage: true });
    }
    await chooseOwnPassword(student, password, PASSWORD);
    await student.waitForURL('**/account/tokens?from=elsewhere');
    await student.getByRole('heading', { name: 'Access tokens' }).waitFor();
    await student.goto('/events/iris/submit');
    await student.getByText('def get_estimator').first().waitFor();
    await student.goto('/choose-password?back=%2Faccount%2Fprofile');
    await student.waitForURL('**/account/profile');

    const users = await page.context().newPage();
    await users.goto('/admin/users');
    const rowOf = (name) => users.locator(`[data-testid=user-row][data-user="${name}"]`);
    await rowOf('ada-2').getByText('has the generated password still').waitFor();
    assert.equal(await rowOf('emilie').getByText('has the generated password still').count(), 0);
    await users.close();

    await page.getByRole('button', { name: 'Import another file' }).click();
    await choose();
    await page.getByRole('button', { name: 'Nothing to do' }).waitFor();
    assert.deepEqual(await Promise.all([2, 5].map(stateOf)), ['EXISTING', 'EXISTING']);
    assert.deepEqual(browser.trouble, []);
  });

  it('is a page for site admins', async () => {
    const page = await browser.newPage();
    await beSignedIn(page, 'ada', PASSWORD);
    await page.goto('/admin/users/import');
    await page.getByText('For site admins').waitFor();
  });
});
