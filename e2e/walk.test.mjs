// The walk of one submission as people see it: a real browser, a real platform, real isolation.
import assert from 'node:assert/strict';
import { beSignedIn, markPage, overflowPixels, settled, signIn, wasNotReloaded } from './browser.mjs';
import { IRIS, openPlatform } from './open-platform.mjs';
import { joinAsNewUser, PASSWORD, publishAndOpenEvent, submit, waitForEvaluation } from './platform.mjs';

const PHONE = { width: 390, height: 844 };
const FOLDS = 5;
// Worse than the starting kit, so that the board has to re-rank.
const GUESSING = `from sklearn.dummy import DummyClassifier


def get_estimator():
    return DummyClassifier(strategy='prior')
`;
const FAILING = `def get_estimator():
    raise ValueError('not today')
`;

const CHATTY = `import time


def get_estimator():
    for number in range(120):
        print('line', number)
        time.sleep(0.05)
    raise ValueError('enough')
`;

describe('the walk of a submission in the browser', function () {
  this.timeout(120_000);
  let platform;
  let stack;
  let browser;
  let grace;
  let graceEntry;

  before(async () => {
    platform = await openPlatform();
    ({ stack, browser } = platform);
    const { admin } = platform;
    await publishAndOpenEvent(stack, admin, IRIS, 'iris');
    await joinAsNewUser(stack, 'iris', 'ada');
    grace = await joinAsNewUser(stack, 'iris', 'grace');
    graceEntry = await submit(grace.client, 'iris', [{ path: 'estimator.py', content: GUESSING }], 'guessing');
    await waitForEvaluation(grace.client, graceEntry.id);
  });

  after(async () => {
    await platform?.close();
  });

  const scoredRows = (page) => page.locator('[data-testid=fold-row][data-state=SCORED]');
  const boardRow = (page, id) => page.locator(`[data-testid=leaderboard-row][data-submission-id="${id}"]`);
  const rankOf = (row) => row.locator('td').first().textContent();

  it('submits the starting kit and fills fold by fold, while the board re-ranks for somebody else, without a reload', async () => {
    const watcher = await browser.newPage();
    await watcher.goto('/events/iris/leaderboard');
    assert.equal((await rankOf(boardRow(watcher, graceEntry.id))).trim(), '1');
    await markPage(watcher);

    const page = await browser.newPage();
    await signIn(page, 'ada', PASSWORD);
    await markPage(page);
    await page.getByRole('link', { name: /iris/i }).first().click();
    await page.waitForURL('**/events/iris');
    await page.getByRole('link', { name: 'Submit', exact: true }).first().click();
    await page.waitForURL('**/events/iris/submit');
    await page.getByText('def get_estimator').first().waitFor(); // the starting kit is in the editor
    await page.getByLabel('Submission name').fill('starting_kit');
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await page.waitForURL('**/submissions/*');
    const id = new URL(page.url()).pathname.split('/').at(-1);

    await scoredRows(page)
      .nth(FOLDS - 1)
      .waitFor();
    assert.equal(await page.locator('[data-testid=fold-row]').count(), FOLDS);
    await page
      .locator('[data-testid=evaluation-state]')
      .filter({ hasText: /^scored/i })
      .waitFor();
    assert.match(await page.getByRole('region', { name: 'Bagged scores' }).textContent(), /0\.65/);
    assert.ok(await wasNotReloaded(page));

    await boardRow(watcher, id).waitFor();
    await watcher.waitForFunction(
      (first) => document.querySelector('[data-testid=leaderboard-row]')?.dataset.submissionId === first,
      id,
    );
    assert.equal((await rankOf(boardRow(watcher, id))).trim(), '1');
    assert.equal((await rankOf(boardRow(watcher, graceEntry.id))).trim(), '2');
    assert.ok(await wasNotReloaded(watcher));

    // A little later the two are blended, and the board says what each of them adds.
    await watcher.locator('[data-testid=blend-row]').waitFor();
    const shareOf = (row) => row.locator('[data-testid=contributivity]').textContent();
    await boardRow(watcher, id)
      .locator('[data-testid=contributivity]')
      .filter({ hasText: /^[0-9]/ })
      .waitFor();
    const shares = await Promise.all([id, graceEntry.id].map((each) => shareOf(boardRow(watcher, each))));
    const sum = shares.reduce((total, share) => total + Number.parseFloat(share), 0);
    assert.ok(Math.abs(sum - 100) < 0.2, shares.join(' + '));
    assert.ok(await wasNotReloaded(watcher));

    await page.getByRole('link', { name: 'Leaderboard' }).first().click();
    await boardRow(page, id).waitFor();
    assert.equal(await boardRow(page, id).getAttribute('data-mine'), 'true');
    assert.equal(await boardRow(page, graceEntry.id).getAttribute('data-mine'), null);
    assert.ok(await wasNotReloaded(page));
  });

  it('signs a visitor up, with a taken name shown at its field, and lets them join', async () => {
    const page = await browser.newPage();
    await page.goto('/events/iris');
    await page
      .getByRole('link', { name: /^sign up/i })
      .first()
      .click();
    await page.getByLabel('Username').fill('ada');
    await page.getByLabel('E-mail').fill('another@example.org');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.locator('main').getByRole('button', { name: 'Sign up' }).click();

    await page.locator('input[aria-invalid=true]').waitFor();
    const field = page.getByLabel('Username');
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    const described = (await field.getAttribute('aria-describedby')) ?? '';
    const words = await Promise.all(
      described
        .split(' ')
        .filter(Boolean)
        .map((id) => page.locator(`[id="${id}"]`).textContent({ timeout: 1000 })),
    );
    assert.match(words.join(' '), /taken|exists|in use/i);
    assert.equal(await field.inputValue(), 'ada');

    await field.fill('lovelace');
    await page.locator('main').getByRole('button', { name: 'Sign up' }).click();
    await page.waitForURL('**/events/iris');
    await page.getByRole('button', { name: 'Join this event' }).click();
    await page.getByRole('link', { name: 'Write a submission' }).click();
    await page.getByText('def get_estimator').first().waitFor();
  });

  it('shows the author of failing code their own line', async () => {
    const { id } = await submit(grace.client, 'iris', [{ path: 'estimator.py', content: FAILING }], 'failing');
    await waitForEvaluation(grace.client, id);
    const page = await browser.newPage();
    await beSignedIn(page, 'grace', PASSWORD);
    await page.goto(`/submissions/${id}`);
    await page.getByText("raise ValueError('not today')").first().waitFor();
    assert.match(await page.locator('main').textContent(), /estimator\.py/);

    const stranger = await browser.newPage();
    await beSignedIn(stranger, 'ada', PASSWORD);
    await stranger.goto(`/submissions/${id}`);
    await stranger.locator('main').waitFor();
    await settled(stranger);
    assert.doesNotMatch(await stranger.content(), /not today/);
  });

  it('shows what code prints while it runs, and goes on where it was when the line was cut', async () => {
    const page = await browser.newPage();
    await beSignedIn(page, 'grace', PASSWORD);
    const asked = [];
    let cutTheLine;
    await page.routeWebSocket(/\/graphql$/, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((message) => {
        if (message.includes('foldLog')) asked.push(JSON.parse(message).payload.variables);
        server.send(message);
      });
      cutTheLine = () => Promise.all([socket.close({ code: 4900 }), server.close({ code: 4900 })]);
    });
    const { id } = await submit(grace.client, 'iris', [{ path: 'estimator.py', content: CHATTY }], 'chatty');
    await page.goto(`/submissions/${id}?tab=log`);
    await page.getByRole('log').getByText('line 5', { exact: true }).waitFor();
    assert.equal(await page.locator('[data-testid=log][data-ended]').count(), 0);
    await cutTheLine();
    await page.locator('[data-testid=log][data-ended]').waitFor();
    const lines = Array.from({ length: 120 }, (_, number) => `line ${number}\n`).join('');
    assert.equal(await page.getByRole('log').textContent(), lines);
    assert.equal(asked[0].afterSeq, 0);
    assert.ok(asked.length > 1 && asked.slice(1).every(({ afterSeq, attempt }) => afterSeq > 0 && attempt === 1));
  });

  it('fits a phone: no page is wider than 390 pixels', async () => {
    const page = await browser.newPage(PHONE);
    const visit = async (address) => {
      await page.goto(address);
      await settled(page);
      assert.ok((await overflowPixels(page)) <= 0, `${address} is ${await overflowPixels(page)} px too wide`);
    };
    for (const address of ['/', '/sign-in', '/sign-up', '/events/iris', '/events/iris/leaderboard'])
      await visit(address);
    await beSignedIn(page, 'grace', PASSWORD);
    for (const address of ['/', '/events/iris', '/events/iris/submit', '/events/iris/submissions'])
      await visit(address);
    for (const address of ['/events/iris/leaderboard', `/submissions/${graceEntry.id}`]) await visit(address);
  });

  it('never asked another origin for anything, and never complained in the console', () => {
    assert.deepEqual(browser.trouble, []);
  });
});
