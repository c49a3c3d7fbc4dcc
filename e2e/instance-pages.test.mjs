// What the operator tells everybody, below every page: from the folder of settings to the browser.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startStack } from '../scripts/stack.mjs';
import { openBrowser, overflowPixels } from './browser.mjs';
import { claimOwnServices } from './own-services.mjs';

const PHONE = { width: 390, height: 844 };
const FOLDER = process.env.DATABOARD_SCREENSHOTS;

describe('pages of the operator in the browser', function () {
  this.timeout(60_000);
  let folder;
  let stack;
  let browser;
  let page;

  before(async () => {
    claimOwnServices();
    folder = await mkdtemp(path.join(tmpdir(), 'databoard-pages-'));
    const imprint =
      '# Who runs this\n\nThe **lab**. <b id="raw">raw</b> ![map](https://example.org/map.png)\n\n[Problems](/problems)\n';
    await writeFile(path.join(folder, 'imprint.md'), imprint);
    await writeFile(path.join(folder, 'how-to-take-part.md'), 'Sign up first.');
    stack = await startStack({ log: () => {}, settings: { PAGES_DIR: folder, NOTIFICATION_DAYS: '99' } });
    browser = await openBrowser(stack.apiUrl);
    page = await browser.newPage();
  });

  after(async () => {
    await browser?.close();
    await stack?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const footer = () => page.getByRole('navigation', { name: 'About this site' });

  it('are linked below every page, those that there are alone', async () => {
    for (const address of ['/', '/sign-in', '/problems', '/no-such-page']) {
      await page.goto(address);
      await footer().waitFor();
      assert.deepEqual(await footer().getByRole('link').allTextContents(), [
        'How to take part',
        'Who runs this',
        'Privacy',
      ]);
    }
  });

  it('are Markdown without HTML, without pictures from elsewhere', async () => {
    await footer().getByRole('link', { name: 'Who runs this' }).click();
    await page.getByRole('heading', { name: 'Who runs this', level: 1 }).waitFor();
    await page.getByText('[picture: map]').waitFor();
    assert.equal(await page.locator('#raw').count(), 0);
    assert.equal(await page.locator('main strong', { hasText: 'lab' }).count(), 1);
    await page.getByRole('main').getByRole('link', { name: 'Problems' }).click();
    await page.waitForURL('**/problems');
    await page.goto('/pages/none');
    await page.getByText('Nothing here').waitFor();
  });

  it('say what is kept where the operator says nothing of privacy', async () => {
    await footer().getByRole('link', { name: 'Privacy' }).click();
    await page.getByText('99 days').waitFor();
    if (FOLDER) await page.screenshot({ path: path.join(FOLDER, 'privacy.png'), fullPage: true });
    await page.setViewportSize(PHONE);
    assert.equal(await overflowPixels(page), 0);
    await footer().getByRole('link', { name: 'How to take part' }).click();
    await page.getByText('Sign up first.').waitFor();
    if (FOLDER) await page.screenshot({ path: path.join(FOLDER, 'page-390.png'), fullPage: true });
    assert.deepEqual(browser.trouble, []);
  });
});
