// Every page against axe-core's rules for WCAG 2.2 A and AA, as those see it who see most of it.
import assert from 'node:assert/strict';
import path from 'node:path';
import axe from 'axe-core';
import { beSignedIn, enter, overflowPixels, settled } from './browser.mjs';
import { submitHalves } from './halves.mjs';
import { IRIS, openPlatform } from './open-platform.mjs';
import { joinAsNewUser, openEvent, PASSWORD, publishKit, submit, waitForEvaluation } from './platform.mjs';

const SLUG = 'iris';
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const PUBLIC = [
  '/',
  '/sign-in',
  '/sign-up',
  '/forgot-password',
  '/reset-password#x',
  '/confirm-email#x',
  '/problems',
  '/pages/privacy',
];
const EVENT = ['', '/kit', '/rules', '/leaderboard', '/charts', '/ensemble'].map((page) => `/events/${SLUG}${page}`);
const PARTICIPANT = [
  ...['/submit', '/submissions', '/team'].map((page) => `/events/${SLUG}${page}`),
  ...['profile', 'password', 'sessions', 'tokens', 'data', 'teams', 'notifications', 'event-requests'].map(
    (page) => `/account/${page}`,
  ),
  '/notifications',
  '/problems/iris/ask',
];
const MANAGE = [
  ...['', '/people', '/invitations', '/teams', '/queue', '/statistics', '/audit', '/history', '/visibility'],
  ...['/similarity', '/rescoring'],
].map((page) => `/events/${SLUG}/manage${page}`);
const ADMIN = [
  ...['queue', 'users', 'users/import', 'problems', 'publish', 'events', 'events/new', 'events/requests'],
  ...['workers', 'mails', 'audit'],
].map((page) => `/admin/${page}`);

/** Until the page was drawn anew: a busy browser moves sticky headers to their places only with the next frame. */
const nextFrames = () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));

describe('accessibility', function () {
  this.timeout(300_000);
  let platform;
  let stack;
  let browser;
  let admin;
  let ada;
  let submissionId;
  let requestId;

  before(async () => {
    platform = await openPlatform();
    ({ stack, admin, browser } = platform);
    const version = await publishKit(stack, admin, IRIS);
    await openEvent(admin, version, SLUG, { maxTeamSize: 3, finalSelectionMax: 1 });
    ada = await joinAsNewUser(stack, SLUG, 'ada');
    submissionId = (await submitHalves(ada.client, SLUG)).ids[0];
    const broken = await submit(
      ada.client,
      SLUG,
      [{ path: 'estimator.py', content: 'raise ValueError()\n\ndef get_estimator(): ...\n' }],
      'broken-one',
    );
    await waitForEvaluation(ada.client, broken.id);
    const asked = { problemName: 'iris', title: 'A course', slug: 'a-course', peopleCount: 20, purpose: 'To teach.' };
    const dates = { opensAt: '2100-01-01T00:00:00Z', closesAt: '2100-02-01T00:00:00Z' };
    const { request } = await ada.client.mutate('askForEvent', 'AskForEventInput', 'request { id }', {
      ...asked,
      ...dates,
    });
    requestId = request.id;
  });
  after(async () => {
    await platform?.close();
  });

  /** Visits pages at all sizes and collects what axe finds, shortened, and what does not fit. */
  async function findingsOn(addresses, person, colorScheme) {
    const found = {};
    const page = await browser.newPage(SIZES[0]);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    if (person?.givenPassword) await enter(page, person.username, person.givenPassword);
    else if (person !== null) await beSignedIn(page, person.username, PASSWORD);
    await settled(page);
    for (const address of addresses) {
      await page.goto(address);
      await settled(page);
      await page.evaluate(axe.source);
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await page.evaluate(nextFrames);
        const violations = await page.evaluate(
          async (values) => (await window.axe.run(document, { runOnly: { type: 'tag', values } })).violations,
          RULES,
        );
        const told = violations.map(
          ({ id, nodes }) =>
            `${id}: ${nodes
              .map(({ target }) => target.join(' '))
              .slice(0, 3)
              .join(' | ')}`,
        );
        // Pictures for whoever wants to look: `PICTURES=folder`.
        const name = `${address.replaceAll(/[^a-z0-9-]+/gi, '_')}-${size.width}-${colorScheme}.png`;
        if (process.env.PICTURES)
          await page.screenshot({ path: path.join(process.env.PICTURES, name), fullPage: true });
        const tooWide = await overflowPixels(page);
        if (tooWide > 0) told.push(`${tooWide} px too wide`);
        if (told.length > 0) found[`${address} at ${size.width}`] = told;
      }
    }
    await page.context().close();
    return found;
  }

  it('of the pages for everybody', async () => {
    assert.deepEqual(
      await findingsOn([...PUBLIC, ...EVENT, '/problems/iris', '/problems/iris/board', '/no-such-page'], null),
      {},
    );
  });

  it('of the page for whoever has a generated password', async () => {
    const input = { csv: 'email,name\nnew@example.org,newcomer', passwords: 'GENERATED' };
    const { rows } = await admin.client.mutate('importUsers', 'ImportUsersInput', 'rows { password }', input);
    const newcomer = { username: 'newcomer', givenPassword: rows[0].password };
    assert.deepEqual(await findingsOn(['/choose-password'], newcomer, 'light'), {});
  });

  it('of the pages for participants', async () => {
    const pages = [...PARTICIPANT, ...EVENT, `/submissions/${submissionId}`, '/users/ada'];
    assert.deepEqual(await findingsOn(pages, ada, 'dark'), {});
  });

  it('of the pages for organisers and site admins', async () => {
    const pages = [...MANAGE, ...ADMIN, '/admin/problems/iris', `/admin/events/new?request=${requestId}`];
    assert.deepEqual(await findingsOn(pages, admin, 'light'), {});
  });
});
