// Code as people handle it: dropped into the editor, looked at before it queues, taken from others, and credited.
import assert from 'node:assert/strict';
import path from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { root } from '../scripts/root.mjs';
import { beSignedIn, overflowPixels } from './browser.mjs';
import { IRIS, openPlatform } from './open-platform.mjs';
import {
  joinAsNewUser,
  openEvent,
  PASSWORD,
  publishAndOpenEvent,
  publishKit,
  submit,
  waitForEvaluation,
} from './platform.mjs';

const PHONE = { width: 390, height: 844 };
const FOREST = `from sklearn.ensemble import RandomForestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def get_estimator():
    model = RandomForestClassifier(n_estimators=12, max_depth=4, random_state=3)
    return make_pipeline(StandardScaler(), model)
`;
// The colon after the name is missing in line 6.
const BROKEN = FOREST.replace('get_estimator():', 'get_estimator()');

describe('code in the browser', function () {
  this.timeout(120_000);
  let platform;
  let stack;
  let browser;
  let admin;
  let ada;
  let adasEntry;
  let page;

  before(async () => {
    platform = await openPlatform();
    ({ stack, admin, browser } = platform);
    const version = await publishAndOpenEvent(stack, admin, IRIS, 'iris');
    const publicOpensAt = new Date(Date.now() - 3_600_000).toISOString();
    await openEvent(admin, version, 'open-iris', { publicOpensAt });
    const sweets = await publishKit(stack, admin, path.join(root, 'kits', 'ice_cream'));
    await openEvent(admin, sweets, 'sweets');
    ada = await joinAsNewUser(stack, 'open-iris', 'ada');
    adasEntry = await submit(ada.client, 'open-iris', [{ path: 'estimator.py', content: FOREST }], 'ada-forest');
    await waitForEvaluation(ada.client, adasEntry.id);
    const grace = await joinAsNewUser(stack, 'iris', 'grace');
    for (const eventSlug of ['open-iris', 'sweets']) {
      await grace.client.mutate('signUpForEvent', 'SignUpForEventInput', 'participation { state }', { eventSlug });
    }
    page = await browser.newPage();
    await beSignedIn(page, 'grace', PASSWORD);
  });

  after(async () => {
    await platform?.close();
  });

  const editor = (name = 'estimator.py') => page.getByRole('textbox', { name: `Code of ${name}` });
  const checks = () => page.locator('[data-testid=checks]');
  const submitButton = () => page.getByRole('button', { name: 'Submit', exact: true });
  const isSaved = () => page.locator('[data-testid=save-state]', { hasText: /^saved/ }).waitFor();

  async function drop(files) {
    const transfer = await page.evaluateHandle(
      (list) => {
        const data = new DataTransfer();
        for (const { name, bytes } of list) data.items.add(new File([new Uint8Array(bytes)], name));
        return data;
      },
      files.map(({ name, bytes }) => ({ name, bytes: [...bytes] })),
    );
    for (const type of ['dragover', 'drop']) {
      await page.locator('[data-testid=upload-zone]').dispatchEvent(type, { dataTransfer: transfer });
    }
  }

  it('takes a zip that is dropped, shows what it changes, saves it, and leads to the line that is broken', async () => {
    await page.goto('/events/iris/submit');
    await checks().getByText('get_estimator() found').waitFor();
    const zip = zipSync({ 'mine/estimator.py': strToU8(BROKEN), 'mine/notes.md': strToU8('# Notes') });
    await drop([{ name: 'mine.zip', bytes: zip }]);
    const review = page.getByRole('dialog', { name: 'Upload' });
    await review.getByText('mine/notes.md').waitFor();
    await review.getByLabel('Changes of estimator.py').getByText('RandomForestClassifier(n_estimators').waitFor();
    await review.getByRole('button', { name: 'Replace estimator.py' }).click();
    await isSaved();

    await checks()
      .getByRole('button', { name: /line 6: expected “:”/ })
      .waitFor();
    await page.getByLabel('Submission name').fill('grace-forest');
    await submitButton().click();
    await page.getByText(/Not sent: estimator.py/).waitFor();
    assert.ok(new URL(page.url()).pathname.endsWith('/submit'), 'nothing was sent');
    // The cursor waits where the colon belongs.
    await page.waitForFunction(() => document.activeElement?.classList.contains('cm-content'));
    await page.keyboard.press('End');
    await page.keyboard.type(':');
    await checks().getByText('get_estimator() found').waitFor();
    await isSaved();
    await submitButton().click();
    await page.waitForURL('**/submissions/*');
    await page
      .locator('[data-testid=evaluation-state]')
      .filter({ hasText: /^scored/i })
      .waitFor();
    await page.getByRole('tab', { name: 'Files' }).click();
    await page.getByText('def get_estimator():').first().waitFor();
  });

  it('goes back to an earlier version of the draft', async () => {
    await page.goto('/events/iris/submit');
    await editor().click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('# nothing of value\n');
    await isSaved();
    await page.getByRole('button', { name: 'Earlier versions' }).click();
    const history = page.getByRole('dialog', { name: 'Earlier versions' });
    await history.getByText('uploaded by').click();
    await history.getByText('nothing of value').waitFor();
    await history.getByRole('button', { name: /^Restore version/ }).click();
    await history.waitFor({ state: 'hidden' });
    await page.waitForFunction(() => !document.querySelector('.cm-content')?.textContent.includes('nothing of value'));
    await checks()
      .getByRole('button', { name: /line 6/ })
      .waitFor();
  });

  it('replaces data by a file, and never opens it in the editor', async () => {
    await page.goto('/events/sweets/submit');
    const data = page.getByRole('tab', { name: /\.csv$/ });
    const name = (await data.textContent()).trim();
    await data.click();
    await page.getByRole('button', { name: `Replace ${name}` }).waitFor();
    assert.equal(await editor(name).count(), 0);
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: `Replace ${name}` }).click();
    // Whatever the file is called: it was chosen for this one.
    await (await chooser).setFiles({ name: 'weather.txt', mimeType: 'text/plain', buffer: Buffer.from('a,b\n1,2\n') });
    // The page's own button has the same name.
    await page
      .getByRole('dialog')
      .getByRole('button', { name: `Replace ${name}` })
      .click();
    await isSaved();
    await page.getByText('8 bytes').waitFor();
  });

  it('imports open code into the draft, tells where it came from, and credits it', async () => {
    await page.goto(`/submissions/${adasEntry.id}?tab=files`);
    await page.getByRole('button', { name: 'Import into my draft' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import from ada-forest' });
    await dialog.getByLabel('Changes of estimator.py').getByText('RandomForestClassifier(n_estimators').waitFor();
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog.getByRole('link', { name: 'Open my draft' }).click();
    await page.waitForURL('**/events/open-iris/submit');
    await page.getByText(/imports ada-forest/).waitFor();
    await editor().getByText('n_estimators').waitFor();
    await page.getByLabel('Submission name').fill('graces-forest');
    await checks().getByText('get_estimator() found').waitFor();
    await submitButton().click();
    await page.waitForURL('**/submissions/*');
    await page.getByRole('tab', { name: 'Files' }).click();
    await page.locator('[data-testid=sources]', { hasText: 'Imports estimator.py from ada-forest by ada' }).waitFor();

    await page.getByRole('link', { name: 'Say how much you owe them' }).click();
    await page.getByText('you imported estimator.py').waitFor();
    await page.getByLabel('Credit for ada-forest by ada').fill('150');
    await page
      .getByText('That is 50 % too much.')
      .waitFor()
      .catch(() => undefined);
    await page.getByLabel('Credit for ada-forest by ada').fill('40');
    await page.getByText('60 % stays your own.').waitFor();
    await page.getByRole('button', { name: 'Declare credits' }).click();
    await page.getByText('Declared by').waitFor();
    assert.equal(await page.getByRole('link', { name: 'Say how much you owe them' }).count(), 0);

    await page.goto(`/submissions/${adasEntry.id}?tab=credits`);
    await page.getByLabel('Credits received').getByText('graces-forest').waitFor();
    await page.getByLabel('Credits received').getByText('40 %').waitFor();
  });

  it('compares code with the draft and with other submissions', async () => {
    await page.goto(`/submissions/${adasEntry.id}?tab=compare`);
    await page.getByText('The files are the same.').waitFor(); // as the draft, into which it was imported
    const other = page.getByRole('combobox', { name: 'Compare with' });
    await other.click();
    await page
      .getByRole('option', { name: /graces-forest/ })
      .first()
      .click();
    await page.getByText('The files are the same.').waitFor();
  });

  it('downloads code as a zip, if one may read it', async () => {
    const response = await page.request.get(`/submissions/${adasEntry.id}.zip`);
    assert.equal(response.status(), 200);
    const entries = unzipSync(new Uint8Array(await response.body()));
    assert.equal(strFromU8(entries['estimator.py']), FOREST);
    const visitor = await browser.newPage();
    assert.equal((await visitor.request.get(`/submissions/${adasEntry.id}.zip`)).status(), 404);
    await visitor.context().close();
  });

  it('shows organisers whose code is alike', async () => {
    const organiser = await browser.newPage();
    await beSignedIn(organiser, admin.username, PASSWORD);
    await organiser.goto('/events/open-iris/manage/similarity');
    const row = organiser.getByRole('row', { name: /ada-forest/ });
    await row.waitFor();
    assert.match(await row.textContent(), /100 %.*ada-forest.*graces-forest/);
    await organiser.context().close();
    await page.goto('/events/open-iris/manage/similarity');
    await page.getByText('For the event’s admins').waitFor();
  });

  it('fits a phone', async () => {
    await page.setViewportSize(PHONE);
    for (const address of [
      '/events/iris/submit',
      '/events/sweets/submit',
      `/submissions/${adasEntry.id}?tab=files`,
      `/submissions/${adasEntry.id}?tab=compare`,
      `/submissions/${adasEntry.id}?tab=credits`,
    ]) {
      await page.goto(address);
      await page.getByRole('tab').first().waitFor();
      assert.equal(await overflowPixels(page), 0, address);
    }
  });

  it('never asked another origin for anything, and never complained in the console', () => {
    assert.deepEqual(browser.trouble, []);
  });
});
