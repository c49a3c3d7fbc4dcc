// An event from the list of a course to the final board, as people do it: every step is in a page. Only the first admin is
// made outside of the browser, as on every new platform.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { signIn, signInTheFirstTime } from './browser.mjs';
import { IRIS, openPlatform } from './open-platform.mjs';
import { PASSWORD } from './platform.mjs';

const KIT = IRIS;
const EVENT = '/events/iris-spring-course';
const PEOPLE = 30;
const FOLDS = 5;
const COURSE = [
  'firstname,lastname,email,name',
  ...Array.from({ length: PEOPLE }, (_, index) => `Student,No ${index},student${index}@example.org,student${index}`),
].join('\n');

describe('an event from the first file to the final board, in the browser', function () {
  this.timeout(120_000);
  let platform;
  let browser;
  let organiser;
  let leader;
  let mate;
  let reader;
  let entry;
  const passwords = new Map();

  before(async () => {
    platform = await openPlatform();
    ({ browser } = platform);
    const { admin } = platform;
    organiser = await browser.newPage({ width: 1440, height: 1000 });
    await signIn(organiser, admin.username, PASSWORD);
  });

  afterEach(async function () {
    if (this.currentTest.state !== 'failed') return;
    const folder = process.env.DATABOARD_SCREENSHOTS;
    if (folder) await organiser.screenshot({ path: path.join(folder, 'story-failed.png'), fullPage: true });
  });

  after(async () => {
    await platform?.close();
  });

  const field = (label) => organiser.getByLabel(label, { exact: true });
  const inHours = (hours) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16);
  const downloadOf = async (page, control) => {
    const [saved] = await Promise.all([page.waitForEvent('download'), control.click()]);
    return { name: saved.suggestedFilename(), text: await readFile(await saved.path(), 'utf8') };
  };
  /** Changes settings of the event on their page: what is typed, by label. */
  const settle = async (change) => {
    await organiser.goto(`${EVENT}/manage`);
    await organiser.getByRole('heading', { name: 'Settings' }).waitFor();
    await change();
    await organiser.getByRole('button', { name: 'Save', exact: true }).click();
    await organiser.getByText('Saved. The rules say so from now on.').waitFor();
  };
  /** Somebody of the list at a browser of their own, in the event. */
  const joinAs = async (username) => {
    const page = await browser.newPage();
    await signInTheFirstTime(page, username, passwords.get(username), PASSWORD);
    await page
      .getByRole('link', { name: /Iris, spring course/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Join this event' }).click();
    await page.getByRole('button', { name: 'Join this event' }).waitFor({ state: 'detached' });
    return page;
  };

  it('brings in a course from a file, with passwords to hand out', async () => {
    await organiser.goto('/admin/users');
    await organiser.getByRole('link', { name: 'Import from a file' }).click();
    await organiser.waitForURL('**/admin/users/import');
    const file = { name: 'course.csv', mimeType: 'text/csv', buffer: Buffer.from(COURSE) };
    const [chooser] = await Promise.all([
      organiser.waitForEvent('filechooser'),
      organiser.getByLabel('CSV file').click(),
    ]);
    await chooser.setFiles(file);
    await organiser.getByLabel('Passwords that I hand out').check();
    await organiser.getByRole('button', { name: `Make ${PEOPLE} accounts` }).click();
    await organiser
      .getByRole('dialog')
      .getByRole('button', { name: `Make ${PEOPLE} accounts` })
      .click();
    await organiser.getByText(`${PEOPLE} accounts made`).waitFor();
    const { text } = await downloadOf(organiser, organiser.getByRole('button', { name: 'Download passwords' }));
    for (const line of text.trim().split('\r\n').slice(1)) {
      const [, , , username, password] = line.split(',');
      passwords.set(username, password);
    }
    assert.equal(passwords.size, PEOPLE);
    assert.equal(new Set(passwords.values()).size, PEOPLE);
  });

  it('publishes a kit and makes an event of it, which all see and some join before it opens', async () => {
    await organiser.goto('/admin/events/new');
    await organiser.getByText('No problem is ready').waitFor();
    await organiser.getByRole('link', { name: 'Publish a kit' }).click();
    await organiser.getByLabel('Kit: folder').setInputFiles(KIT);
    await organiser.getByRole('button', { name: 'Publish', exact: true }).click();
    await organiser.locator('[data-testid=published-version][data-state=READY]').waitFor();

    await organiser.goto('/admin/events');
    await organiser.getByRole('link', { name: 'New event' }).click();
    await organiser.waitForURL('**/admin/events/new');
    await field('Title').fill('Iris, spring course');
    await organiser.getByRole('button', { name: 'Make the event' }).click();
    await organiser.waitForURL(`**${EVENT}/manage`);

    const visitor = await browser.newPage();
    await visitor.goto('/');
    await visitor.getByText('No event yet').waitFor();
    await settle(() => field('Who sees it').selectOption('PUBLIC'));
    await visitor.reload();
    await visitor
      .getByRole('link', { name: /Iris, spring course/ })
      .first()
      .waitFor();
    await visitor.context().close();
    reader = await joinAs('student2');
    await reader.getByText('You are in. Submitting opens with the event.').waitFor();
  });

  it('opens, with dates and teams from its settings', async () => {
    await settle(async () => {
      await field('Opens (UTC)').fill(inHours(-2));
      await field('Code opens up (UTC)').fill(inHours(24));
      await field('Closes (UTC)').fill(inHours(48));
      await field('People in a team').fill('3');
    });
    await reader.reload();
    await reader.getByRole('link', { name: 'Write a submission' }).waitFor();
    [leader, mate] = await Promise.all(['student0', 'student1'].map(joinAs));
  });

  it('has a team of two people, one of whom submits the starting kit and sees its score on the board', async () => {
    await leader.getByRole('link', { name: 'Team', exact: true }).click();
    await leader.getByLabel('Name of the team').fill('The Irises');
    await leader.getByRole('button', { name: 'Rename' }).click();
    await leader.getByRole('heading', { name: 'The Irises' }).waitFor();
    await leader.getByLabel('Invite somebody').fill('student1');
    await leader.getByRole('button', { name: 'Invite' }).click();
    await leader.getByTestId('sent-invitation').getByText('student1').waitFor();
    await mate.goto(EVENT);
    const invitation = mate.getByTestId('my-invitation');
    await invitation.getByRole('button', { name: 'Accept' }).click();
    await mate.getByRole('button', { name: 'Join' }).click();
    await invitation.waitFor({ state: 'detached' });

    await mate.getByRole('link', { name: 'Submit', exact: true }).first().click();
    await mate.getByText('def get_estimator').first().waitFor();
    await mate.getByLabel('Submission name').fill('starting_kit');
    await mate.getByRole('button', { name: 'Submit', exact: true }).click();
    await mate.waitForURL('**/submissions/*');
    entry = new URL(mate.url()).pathname;
    await mate
      .locator('[data-testid=fold-row][data-state=SCORED]')
      .nth(FOLDS - 1)
      .waitFor();
    await mate
      .locator('[data-testid=evaluation-state]')
      .filter({ hasText: /^scored/i })
      .waitFor();
    await mate.getByRole('link', { name: 'Leaderboard' }).first().click();
    const row = mate.locator('[data-testid=leaderboard-row][data-mine]');
    await row.waitFor();
    assert.match(await row.textContent(), /^1.*The Irises.*starting_kit.*0\.65/);
    // The same for the one who has not sent it.
    await leader.goto(`${EVENT}/leaderboard`);
    await leader.locator('[data-testid=leaderboard-row][data-mine]', { hasText: 'starting_kit' }).waitFor();
  });

  it('opens up the code to the others', async () => {
    await reader.goto(`${entry}?tab=files`);
    await reader.getByText('Code is hidden').waitFor();
    assert.doesNotMatch(await reader.content(), /get_estimator/);
    await settle(() => field('Code opens up (UTC)').fill(inHours(-1)));
    await reader.goto(`${EVENT}/leaderboard`);
    await reader.getByRole('link', { name: 'starting_kit' }).click();
    await reader.waitForURL(`**${entry}`);
    await reader.getByRole('tab', { name: 'Files' }).click();
    await reader.getByText('def get_estimator').first().waitFor();
  });

  it('closes, and hands out the final board as a file', async () => {
    await organiser.goto(`${EVENT}/manage`);
    await organiser.getByRole('button', { name: 'Close now' }).click();
    await organiser.getByRole('button', { name: 'Close for good' }).click();
    await organiser.getByRole('button', { name: 'Close now' }).waitFor({ state: 'detached' });
    await organiser.getByRole('link', { name: 'Leaderboard', exact: true }).first().click();
    await organiser.getByRole('combobox', { name: 'Board' }).click();
    await organiser.getByRole('option', { name: 'Private competition' }).click();
    await organiser.waitForURL(/kind=private-competition/);
    await organiser.locator('[data-testid=leaderboard-row]').waitFor();
    await organiser.getByRole('button', { name: 'Export' }).click();
    const { name, text } = await downloadOf(organiser, organiser.getByRole('menuitem', { name: 'CSV' }));
    assert.equal(name, 'iris-spring-course-private_competition.csv');
    const [head, ...rows] = text
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    assert.equal(rows.length, 1);
    const cell = (column) => rows[0][head.indexOf(column)];
    assert.deepEqual([cell('rank'), cell('team'), cell('submission')], ['1', 'The Irises', 'starting_kit']);
    assert.equal(cell('submission_id'), entry.split('/').at(-1));
    assert.ok(Number(cell('acc_test_bagged')) > 0.5, head.join());
    await mate.goto(`${EVENT}/result`);
    await mate.getByTestId('standing').getByText('The Irises').first().waitFor();
  });

  it('never asked another origin for anything, and never complained in the console', () => {
    assert.deepEqual(browser.trouble, []);
  });
});
