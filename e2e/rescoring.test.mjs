// A corrected kit, as an admin sees it through: published as a new version, compared, applied. Real browser and platform.
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beSignedIn, markPage, overflowPixels, wasNotReloaded } from './browser.mjs';
import { IRIS, openPlatform } from './open-platform.mjs';
import { joinAsNewUser, PASSWORD, publishAndOpenEvent, publishKit, submit, waitForEvaluation } from './platform.mjs';

const PHONE = { width: 390, height: 844 };
const GUESSING = `from sklearn.dummy import DummyClassifier


def get_estimator():
    return DummyClassifier(strategy='prior')
`;

describe('a rescoring in the browser', function () {
  this.timeout(120_000);
  let platform;
  let stack;
  let browser;
  let admin;
  let folder;
  let best;
  let worst;

  before(async () => {
    platform = await openPlatform();
    ({ stack, admin, browser } = platform);
    const kit = IRIS;
    await publishAndOpenEvent(stack, admin, kit, 'iris');
    const tree = await readFile(path.join(kit, 'submissions', 'random_forest', 'estimator.py'), 'utf8');
    const [ada, grace] = [await joinAsNewUser(stack, 'iris', 'ada'), await joinAsNewUser(stack, 'iris', 'grace')];
    best = await submit(ada.client, 'iris', [{ path: 'estimator.py', content: tree }], 'forest');
    worst = await submit(grace.client, 'iris', [{ path: 'estimator.py', content: GUESSING }], 'guessing');
    await waitForEvaluation(ada.client, best.id);
    await waitForEvaluation(grace.client, worst.id);
    folder = await mkdtemp(path.join(tmpdir(), 'rescoring-'));
  });

  after(async () => {
    await platform?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  /** The same kit, whose official score now counts what is wrong: the board turns around. */
  async function publishCorrected() {
    const kit = path.join(folder, 'iris');
    await cp(IRIS, kit, { recursive: true });
    const file = path.join(kit, 'problem.py');
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text
        .replace('rw.score_types.Accuracy(name', 'rw.score_types.ClassificationError(name')
        .replace('def get_cv', 'score_types[0].is_lower_the_better = False\n\n\ndef get_cv'),
    );
    const version = await publishKit(stack, admin, kit);
    assert.equal(version.state, 'READY', JSON.stringify(version));
  }

  const orderOf = (page) =>
    page.locator('[data-testid=leaderboard-row]').evaluateAll((rows) => rows.map((row) => row.dataset.submissionId));

  it('compares first, and changes the board under everybody’s eyes once it is applied', async () => {
    const watcher = await browser.newPage();
    await watcher.goto('/events/iris/leaderboard');
    await watcher.locator('[data-testid=leaderboard-row]').nth(1).waitFor();
    assert.deepEqual(await orderOf(watcher), [best.id, worst.id]);
    await markPage(watcher);
    assert.equal(await watcher.getByRole('link', { name: 'Manage' }).count(), 0);

    const page = await browser.newPage();
    await beSignedIn(page, admin.username, PASSWORD);
    await page.goto('/events/iris');
    await page.getByRole('link', { name: 'Manage' }).click();
    await page.getByRole('link', { name: 'Rescoring' }).click();
    await page.getByText('No other version is ready').waitFor();
    await publishCorrected();
    await page.reload();
    await page.getByRole('button', { name: 'Score and compare' }).click();
    await page.getByText('Say what was corrected').waitFor();
    await page.getByLabel('What was corrected').fill('The official score counted the wrong way around.');
    await page.getByRole('button', { name: 'Score and compare' }).click();

    const rows = page.locator('[data-testid=rescored-row]');
    await page.getByText('2 change the official score and 2 the rank').waitFor();
    assert.equal(await rows.count(), 2);
    assert.match(await rows.filter({ hasText: 'guessing' }).textContent(), /2 → 1 ▲1/);
    assert.deepEqual(await orderOf(watcher), [best.id, worst.id]);
    await page.setViewportSize(PHONE);
    assert.equal(await overflowPixels(page), 0);
    await page.setViewportSize({ width: 1440, height: 900 });

    await page.getByRole('button', { name: 'Apply' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('2 official scores and 2 ranks change').waitFor();
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('Version 1 → 2: applied').waitFor();
    await watcher.waitForFunction(
      (id) => document.querySelector('[data-testid=leaderboard-row]')?.dataset.submissionId === id,
      worst.id,
    );
    assert.ok(await wasNotReloaded(watcher));
    await page.getByText('The event runs version 2').waitFor();

    // Whoever sent it sees both evaluations.
    const author = await browser.newPage(PHONE);
    await beSignedIn(author, 'grace', PASSWORD);
    await author.goto(`/submissions/${worst.id}?tab=details`);
    const evaluations = author.locator('[data-testid=evaluation-row]');
    await evaluations.nth(1).waitFor();
    const [now, then] = await evaluations.allTextContents();
    assert.match(now, /0\.6575problem version 2yes$/);
    assert.match(then, /0\.3425problem version 1no$/);
    assert.equal(await overflowPixels(author), 0);
    assert.deepEqual(browser.trouble, []);
  });

  it('is told apart from a page for participants', async () => {
    const page = await browser.newPage();
    await page.goto('/events/iris/manage/rescoring');
    await page.getByText('For site admins').waitFor();
  });
});
