// A site admin publishes a kit in the browser; a participant finds, reads and downloads it.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../scripts/root.mjs';
import { beSignedIn, overflowPixels, settled } from './browser.mjs';
import { IRIS, openPlatform } from './open-platform.mjs';
import { PASSWORD } from './platform.mjs';
import { zipFolder } from './zip-folder.mjs';

const PHONE = { width: 390, height: 844 };
const KIT = IRIS;

describe('publishing in the browser', function () {
  this.timeout(120_000);
  let platform;
  let browser;
  let admin;
  let page;
  let folder;
  let versionId;

  before(async () => {
    platform = await openPlatform();
    ({ admin, browser } = platform);
    folder = mkdtempSync(path.join(tmpdir(), 'publish-'));
    page = await browser.newPage();
    await beSignedIn(page, admin.username, PASSWORD);
  });

  after(async () => {
    await platform?.close();
    if (folder) rmSync(folder, { recursive: true });
  });

  const chooseZip = async (file) => {
    await page.goto('/admin/publish');
    await page.getByText('Zip', { exact: true }).click();
    await page.getByLabel('Kit: zip').setInputFiles(file);
  };
  /** Pictures for whoever wants to look: `PICTURES=folder`. */
  const picture = async (on, name) => {
    if (process.env.PICTURES === undefined) return;
    for (const [width, height] of [
      [390, 844],
      [1440, 1000],
    ]) {
      await on.setViewportSize({ width, height });
      await settled(on);
      await on.screenshot({ path: path.join(process.env.PICTURES, `${name}-${width}.png`), fullPage: true });
    }
  };
  const published = (state) => page.locator(`[data-testid=published-version][data-state=${state}]`);

  it('makes a version of a zip and shows what a worker found, without a reload', async () => {
    const file = path.join(folder, 'Iris Flowers.zip');
    writeFileSync(file, zipFolder(KIT, 'iris'));
    await page.goto('/admin/problems');
    await page.getByRole('link', { name: 'Publish a kit' }).first().click();
    await chooseZip(file);
    assert.equal(await page.getByLabel('Problem', { exact: true }).inputValue(), 'iris-flowers');
    await page.getByLabel('What has changed').fill('From the browser');
    await page.getByRole('button', { name: 'Publish' }).click();
    await published('READY').waitFor();
    versionId = await published('READY').getAttribute('data-version-id');
    await page.getByRole('link', { name: 'see the problem' }).click();
    await page.getByText('From the browser').waitFor();
    await page.locator('[data-testid=kit-check][data-state=DONE]').waitFor();
    await page.getByRole('region', { name: 'Scores of the kit check' }).waitFor();
    await page.getByRole('combobox', { name: 'Theme' }).fill('Flower classification');
    await page.getByRole('combobox', { name: 'Theme' }).press('Enter');
    await page.getByRole('button', { name: 'Save keywords' }).click();
    await page.getByRole('button', { name: 'Save keywords' }).waitFor({ state: 'detached' });
  });

  it('says in which line of which file a kit of a folder is broken, and what changed once it is not', async () => {
    await page.goto('/admin/publish?name=iris-flowers');
    const broken = mkdtempSync(path.join(folder, 'broken-'));
    writeFileSync(path.join(broken, 'problem.py'), 'import os\n\nraise ValueError("not today")\n');
    await page.getByLabel('Kit: folder').setInputFiles(broken);
    await page.getByRole('button', { name: 'Publish' }).click();
    const refusal = page.getByTestId('version-refusal');
    await refusal.waitFor();
    const said = await refusal.textContent();
    assert.match(said, /problem\.py, line 3/);
    assert.match(said, /not today/);
    await page.getByLabel('Kit: folder').setInputFiles(path.join(root, 'kits', 'digits'));
    await page.getByRole('button', { name: 'Publish' }).click();
    await published('READY').waitFor();
    await page.goto('/admin/problems/iris-flowers');
    const changes = page.getByTestId('version-changes').first();
    await changes.getByText('Changed since version 1').waitFor();
    await changes.getByRole('row', { name: /training rows/ }).waitFor();
  });

  it('refuses an address inside of the network, with the reason beside the field', async () => {
    await page.goto('/admin/publish');
    await page.getByText('Git address', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Address' }).fill('https://169.254.169.254/kit.git');
    await page.getByRole('button', { name: 'Publish' }).click();
    await page
      .getByRole('group', { name: 'Kit', exact: true })
      .getByText(/not at a public address/)
      .waitFor();
  });

  it('makes an event of the version, and lets everybody find the problem, read about it and download its kit', async () => {
    await page.goto('/admin/problems/iris-flowers');
    const card1 = page.getByRole('article', { name: 'Version 1' });
    await card1.getByRole('link', { name: 'Open an event' }).click();
    await page.waitForURL(`**/admin/events/new?version=${versionId}`);
    await page.getByLabel('Title', { exact: true }).fill('Iris');
    await page.getByRole('switch', { name: 'Hidden for now' }).uncheck();
    await page.getByRole('button', { name: 'Make the event' }).click();
    await page.waitForURL('**/events/iris/manage**');
    const visitor = await browser.newPage();
    await visitor.goto('/problems');
    await visitor.getByLabel('Search problems').fill('flower');
    await visitor.waitForURL(/search=flower/);
    const card = visitor.getByTestId('problem-card');
    await card.getByText('flower classification').waitFor();
    assert.equal(await card.count(), 1);
    await card.getByRole('link', { name: /iris/i }).first().click();
    await visitor.getByRole('link', { name: 'Iris', exact: true }).click();
    await visitor.getByRole('link', { name: 'Data & kit' }).click();
    await visitor.getByTestId('element-rule').getByText('estimator.py').waitFor();
    await visitor.getByTestId('kit-file').getByText('problem.py').waitFor();
    const [download] = await Promise.all([
      visitor.waitForEvent('download'),
      visitor.getByRole('link', { name: 'Download the kit' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'iris-flowers.zip');
    const bytes = readFileSync(await download.path());
    assert.equal(bytes.toString('latin1', 0, 2), 'PK');
    assert.ok(bytes.includes('iris-flowers/problem.py'));
    await visitor.goto('/admin/problems');
    await visitor.getByText('For site admins').waitFor();
  });

  it('deletes a version once its problem’s name is typed, and nothing that an event uses', async () => {
    await page.goto('/admin/problems/iris-flowers');
    const last = page.getByRole('article', { name: 'Version 3' });
    await last.getByRole('button', { name: 'Delete version 3' }).click();
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: 'Delete version 3' });
    assert.equal(await confirm.isDisabled(), true);
    await dialog.getByLabel('Type iris-flowers to go on').fill('iris-flowers');
    await picture(page, 'delete-version');
    await confirm.click();
    await last.waitFor({ state: 'detached' });
    await page.getByRole('article', { name: 'Version 2' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Delete version 1' }).count(), 0, 'an event is on it');
    await page.getByRole('button', { name: 'Delete the problem' }).click();
    await dialog.getByLabel('Type iris-flowers to go on').fill('iris-flowers');
    await dialog.getByRole('button', { name: 'Delete the problem' }).click();
    await dialog.getByText('In use, now or for submissions that were judged with it: “Iris”.').waitFor();
    await picture(page, 'delete-problem-refused');
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    const spare = path.join(folder, 'Spare.zip');
    writeFileSync(spare, zipFolder(KIT, 'iris'));
    await chooseZip(spare);
    await page.getByRole('button', { name: 'Publish' }).click();
    await published('READY').waitFor();
    await page.goto('/admin/problems/spare');
    await page.getByRole('button', { name: 'Delete the problem' }).click();
    await dialog.getByLabel('Type spare to go on').fill('spare');
    await dialog.getByRole('button', { name: 'Delete the problem' }).click();
    await page.waitForURL('**/admin/problems');
    await page.getByRole('link', { name: 'iris-flowers' }).first().waitFor();
    assert.equal(await page.getByTestId('problem-row').getByText('spare').count(), 0);
    await picture(page, 'admin-problems');
    await page.goto('/admin/problems/iris-flowers');
    await picture(page, 'admin-problem');
    await page.goto('/problems');
    await page.getByTestId('problem-card').first().waitFor();
    await picture(page, 'problems');
  });

  it('fits a phone, and no page said or asked for anything it should not', async () => {
    const phone = await browser.newPage(PHONE);
    await beSignedIn(phone, admin.username, PASSWORD);
    for (const address of [
      '/problems',
      '/problems/iris-flowers',
      '/events/iris/kit',
      '/events/iris/notebook',
      '/admin/problems',
      '/admin/problems/iris-flowers',
      '/admin/publish',
    ]) {
      await phone.goto(address);
      await settled(phone);
      assert.equal(await overflowPixels(phone), 0, address);
    }
    assert.deepEqual(browser.trouble, []);
  });
});
