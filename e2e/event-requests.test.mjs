// Asking for an event, and the answer, through the browser: who asks, and the site admin who decides.
import assert from 'node:assert/strict';
import path from 'node:path';
import { beSignedIn, overflowPixels } from './browser.mjs';
import { IRIS, openPlatform } from './open-platform.mjs';
import { joinAsNewUser, openEvent, PASSWORD, publishKit } from './platform.mjs';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1440, height: 900 };
const FOLDER = process.env.DATABOARD_SCREENSHOTS;

describe('asking for an event in the browser', function () {
  this.timeout(120_000);
  let platform;
  let browser;
  let admin;
  let deciding;
  let asking;

  before(async () => {
    platform = await openPlatform();
    ({ admin, browser } = platform);
    const { stack } = platform;
    const version = await publishKit(stack, admin, IRIS);
    await openEvent(admin, version, 'iris');
    const ada = await joinAsNewUser(stack, 'iris', 'ada');
    deciding = await browser.newPage(DESKTOP);
    await beSignedIn(deciding, admin.username, PASSWORD);
    asking = await browser.newPage(DESKTOP);
    await beSignedIn(asking, ada.username, PASSWORD);
  });

  after(async () => {
    await platform?.close();
  });

  afterEach(async function () {
    if (!FOLDER || this.currentTest.state !== 'failed') return;
    await deciding.screenshot({ path: path.join(FOLDER, 'failed-deciding.png') });
    await asking.screenshot({ path: path.join(FOLDER, 'failed-asking.png') });
  });

  /** Fits a phone, and is left as an image where somebody wants to look. */
  async function look(name, page) {
    if (FOLDER) await page.screenshot({ path: path.join(FOLDER, `${name}-1440.png`), fullPage: true });
    await page.setViewportSize(PHONE);
    if (FOLDER) await page.screenshot({ path: path.join(FOLDER, `${name}-390.png`), fullPage: true });
    assert.equal(await overflowPixels(page), 0, `${name} is wider than a phone`);
    await page.setViewportSize(DESKTOP);
  }

  const field = (page, label) => page.getByLabel(label, { exact: true });
  const card = (page, state) => page.locator(`[data-testid=event-request][data-state=${state}]`);

  async function ask(title) {
    await asking.goto('/problems/iris');
    await asking.getByRole('link', { name: 'Ask for an event' }).click();
    await field(asking, 'Title').fill(title);
    await field(asking, 'People, about').fill('40');
    await field(asking, 'What it is for').fill('Forty students of statistics,\nsecond year.');
    await asking.getByRole('button', { name: 'Ask for it' }).click();
    await asking.waitForURL('**/account/event-requests');
    await card(asking, 'WAITING').first().waitFor();
  }

  it('keeps what was typed when something is wrong, and then waits with the others', async () => {
    const stranger = await browser.newPage(DESKTOP);
    await stranger.goto('/problems/iris/ask');
    await stranger.getByText('Sign in to ask').waitFor();
    await stranger.context().close();

    await asking.goto('/admin/events/requests');
    await asking.getByText('For site admins').waitFor();
    await asking.goto('/account/event-requests');
    await asking.getByText('You have asked for no event').waitFor();
    await look('no-requests', asking);
    await asking.goto('/problems/iris');
    await asking.getByRole('link', { name: 'Ask for an event' }).click();
    await field(asking, 'Title').fill('Statistics 2');
    await field(asking, 'Closes (UTC)').fill('2020-01-01T00:00');
    await asking.getByRole('button', { name: 'Ask for it' }).click();
    await asking.getByText('An event closes after it opens.').waitFor();
    await field(asking, 'Closes (UTC)').fill('');
    await asking.getByRole('button', { name: 'Ask for it' }).click();
    await asking.getByText('Choose a day and a time.').waitFor();
    await field(asking, 'Closes (UTC)').fill('2199-01-01T00:00');
    await asking.getByRole('button', { name: 'Ask for it' }).click();
    await asking.getByText('Say what the event is for').waitFor();
    assert.equal(await field(asking, 'Title').inputValue(), 'Statistics 2');
    await look('ask-for-event', asking);
    await ask('Statistics 2');
    await look('my-requests', asking);
  });

  it('is seen by site admins with a count, and accepted with the form filled in', async () => {
    await deciding.goto('/admin/events');
    await deciding.getByRole('link', { name: 'Requests: 1 waiting' }).click();
    await card(deciding, 'WAITING').getByText('second year.').waitFor();
    await look('requests', deciding);
    await deciding.getByRole('link', { name: 'Accept “Statistics 2”' }).click();
    await deciding.getByText('What was asked for').waitFor();
    assert.equal(await field(deciding, 'Title').inputValue(), 'Statistics 2');
    assert.equal(await field(deciding, 'Slug').inputValue(), 'statistics-2');
    await field(deciding, 'Slug').fill('iris');
    await deciding.getByRole('button', { name: 'Accept, and make the event' }).click();
    await deciding.getByText('There is an event with this slug.').waitFor();
    await look('accept-request', deciding);
    await field(deciding, 'Slug').fill('stat-2');
    const closes = await field(deciding, 'Closes (UTC)').inputValue();
    await field(deciding, 'Closes (UTC)').fill('');
    await deciding.getByRole('button', { name: 'Accept, and make the event' }).click();
    await deciding.getByText('Choose a day and a time.').waitFor();
    await field(deciding, 'Closes (UTC)').fill(closes);
    await field(deciding, 'A word to whoever asked').fill('Have a good course!');
    await deciding.getByRole('button', { name: 'Accept, and make the event' }).click();
    await deciding.waitForURL('**/events/stat-2/manage');
    await deciding.getByText('@ada').waitFor();
    await deciding.goBack();
    await deciding.getByText('This request does not wait any more').waitFor();
  });

  it('makes whoever asked the admin of the event, and tells them', async () => {
    await asking.goto('/notifications');
    await asking.getByText('You run “Statistics 2” now').first().waitFor();
    await asking.goto('/account/event-requests');
    await card(asking, 'ACCEPTED').getByText('Have a good course!').waitFor();
    await look('accepted', asking);
    await asking.getByRole('link', { name: 'Manage it' }).click();
    await asking.getByRole('heading', { name: 'Settings' }).waitFor();
  });

  it('is declined with a reason, or taken back', async () => {
    await ask('Statistics 3');
    await ask('Statistics 4');
    await asking.getByRole('button', { name: 'Take back “Statistics 4”' }).click();
    await asking.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
    await card(asking, 'WITHDRAWN').getByText('Statistics 4').waitFor();

    await deciding.goto('/admin/events/requests');
    await deciding.getByRole('button', { name: 'Decline “Statistics 3”' }).click();
    const dialog = deciding.getByRole('dialog');
    assert.equal(await dialog.getByRole('button', { name: 'Decline' }).isDisabled(), true);
    await dialog.getByLabel('Why').fill('One course a year.');
    await look('decline', deciding);
    await dialog.getByRole('button', { name: 'Decline' }).click();
    await deciding.getByText('Nobody waits for an answer').waitFor();
    await look('requests-none', deciding);
    await deciding.getByText('All', { exact: true }).click();
    await card(deciding, 'WITHDRAWN').waitFor();
    await look('requests-all', deciding);

    await asking.reload();
    await card(asking, 'DECLINED').getByText('One course a year.').waitFor();
    await look('my-requests-ended', asking);
    assert.deepEqual(browser.trouble, []);
  });
});
