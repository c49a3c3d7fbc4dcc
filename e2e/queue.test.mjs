// The organisers' queue as they see it: submissions come and go by themselves, and what failed is run again from the page.
import assert from 'node:assert/strict';
import { beSignedIn, markPage, overflowPixels, wasNotReloaded } from './browser.mjs';
import { IRIS, openPlatform } from './open-platform.mjs';
import {
  joinAsNewUser,
  PASSWORD,
  publishAndOpenEvent,
  signInAsNewAdmin,
  submit,
  waitForEvaluation,
} from './platform.mjs';

const PHONE = { width: 390, height: 844 };
const GUESSING = `from sklearn.dummy import DummyClassifier


def get_estimator():
    return DummyClassifier(strategy='prior')
`;
const FAILING = `def get_estimator():
    raise ValueError('not today')
`;
const SLOW = `import time


def get_estimator():
    time.sleep(120)
`;
const files = (content) => [{ path: 'estimator.py', content }];

describe('the organisers’ queue in the browser', function () {
  this.timeout(120_000);
  let platform;
  let stack;
  let browser;
  let admin;
  let ada;
  let grace;

  before(async () => {
    platform = await openPlatform();
    ({ stack, admin, browser } = platform);
    await publishAndOpenEvent(stack, admin, IRIS, 'iris');
    [ada, grace] = [await joinAsNewUser(stack, 'iris', 'ada'), await joinAsNewUser(stack, 'iris', 'grace')];
  });

  after(async () => {
    await platform?.close();
  });

  const row = (page, id) => page.locator(`[data-testid=queue-row][data-submission-id="${id}"]`);
  const inState = (page, id, state) =>
    page.locator(`[data-testid=queue-row][data-submission-id="${id}"][data-state=${state}]`);

  it('fills by itself, filters, cancels, and runs again what failed', async () => {
    const page = await browser.newPage({ width: 1440, height: 900 });
    await beSignedIn(page, admin.username, PASSWORD);
    await page.goto('/events/iris');
    await page.getByRole('link', { name: 'Manage' }).click();
    await page.getByRole('link', { name: 'Queue' }).click();
    await page.getByText('Nothing was submitted yet').waitFor();
    await markPage(page);

    const good = await submit(ada.client, 'iris', files(GUESSING), 'guessing');
    await inState(page, good.id, 'SCORED').waitFor();
    const bad = await submit(grace.client, 'iris', files(FAILING), 'failing');
    await inState(page, bad.id, 'TRAINING_ERROR').waitFor();
    await row(page, bad.id).getByText('exception').waitFor();
    const slow = await submit(ada.client, 'iris', files(SLOW), 'slow_one');
    await inState(page, slow.id, 'RUNNING').waitFor();
    assert.match(await row(page, slow.id).getByTestId('fold-bar').getAttribute('aria-label'), /0 of 5 folds scored/);

    await row(page, slow.id).getByRole('button', { name: 'What can be done to slow_one' }).click();
    await page.getByRole('menuitem', { name: 'Stop judging' }).click();
    await page.getByRole('button', { name: 'Stop it' }).click();
    await inState(page, slow.id, 'CANCELLED').waitFor();

    const groups = page.getByRole('navigation', { name: 'Groups' });
    await groups.getByRole('link', { name: 'Failed 1' }).click();
    await row(page, good.id).waitFor({ state: 'detached' });
    assert.equal(new URL(page.url()).search, '?group=FAILED');
    await page.getByRole('button', { name: 'Run 1 submission again…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Run 1 submission again' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const isRerun = ({ id, state }) => id !== bad.evaluationId && state === 'TRAINING_ERROR';
    await waitForEvaluation(grace.client, bad.id, { wanted: isRerun });
    await row(page, bad.id).getByText('rerun').waitFor();

    await groups.getByRole('link', { name: 'All 3' }).click();
    await page.getByLabel('Search submissions').fill('ada');
    await row(page, bad.id).waitFor({ state: 'detached' });
    assert.equal(await page.getByTestId('queue-row').count(), 2);
    await page.getByLabel('Search submissions').fill('nobody');
    await page.getByText('Nothing fits').waitFor();
    assert.ok(await wasNotReloaded(page));
  });

  it('shows all events to site admins, and nothing to others', async () => {
    // The longest name there can be, which must not make the page wider than the phone.
    const { username } = await signInAsNewAdmin(stack, 'w'.repeat(40));
    const page = await browser.newPage(PHONE);
    await beSignedIn(page, username, PASSWORD);
    await page.goto('/admin/queue?group=SCORED');
    await page.getByRole('cell', { name: 'Iris species classification' }).waitFor();
    assert.equal(await overflowPixels(page), 0);
    const participant = await browser.newPage();
    await beSignedIn(participant, 'ada', PASSWORD);
    for (const address of ['/admin/queue', '/events/iris/manage/queue']) {
      await participant.goto(address);
      await participant.getByText('For those who run the event').waitFor();
    }
    assert.deepEqual(browser.trouble, []);
  });
});
