import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { findChromium } from '../scripts/setup/chromium.mjs';

const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
const DESKTOP = { width: 1280, height: 860 };

/**
 * Opens a browser whose pages are watched: `trouble` collects what no page may do, that is console errors, uncaught
 * exceptions, and requests to any other origin.
 */
export async function openBrowser(apiUrl) {
  // No sandbox of its own: tests also run as root and in containers, and open our own pages only.
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', ...QUIET];
  const browser = await chromium.launch({ executablePath: findChromium(), args });
  const { origin, host } = new URL(apiUrl);
  const trouble = [];

  function watch(page) {
    const open = new Set();
    underWay.set(page, open);
    page.on('request', (request) => open.add(request));
    for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => open.delete(request));
    page.on('console', (message) => {
      if (message.type() === 'error') trouble.push(`console error on ${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => trouble.push(`exception on ${page.url()}: ${error.stack ?? error.message}`));
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)) trouble.push(`request to ${url}`);
    });
    page.on('websocket', (socket) => {
      if (new URL(socket.url()).host !== host) trouble.push(`socket to ${socket.url()}`);
    });
  }

  return {
    trouble,
    /** A page in a context of its own: another person at another machine. */
    async newPage(viewport = DESKTOP) {
      const context = await browser.newContext({ baseURL: origin, viewport, locale: 'en-GB', timezoneId: 'UTC' });
      context.setDefaultTimeout(30_000);
      const page = await context.newPage();
      watch(page);
      return page;
    },
    close: () => browser.close(),
  };
}

/** The requests of each page that have no answer yet. */
const underWay = new WeakMap();
const quietMs = 120;

/** Waits until a page has what it asked for and shows it: no request is under way, and no skeleton stands for what comes. */
export async function settled(page, timeoutMs = 30_000) {
  const open = underWay.get(page);
  let quietSince = Date.now();
  for (const end = Date.now() + timeoutMs; Date.now() - quietSince < quietMs; await sleep(20)) {
    const waits = open.size > 0 ? [...open].map((request) => request.url()) : await skeletonsOn(page);
    if (waits.length > 0) quietSince = Date.now();
    if (Date.now() > end) throw new Error(`${page.url()} still waits for ${waits.join(', ')}`);
  }
}

const skeletonsOn = async (page) =>
  (await page.locator('.mantine-Skeleton-root').count()) === 0 ? [] : ['what its skeletons stand for'];

/** Marks the page; the mark is gone after any reload. */
export const markPage = (page) => page.evaluate(() => Object.assign(window, { wasNotReloaded: true }));

export const wasNotReloaded = (page) => page.evaluate(() => window.wasNotReloaded === true);

/** Gives a page the session of somebody, as if they had signed in before; the form of the sign-in page has tests of its own. */
export async function beSignedIn(page, username, password) {
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { refusal { message } } }';
  const data = { query, variables: { input: { login: username, password } } };
  const answer = await (await page.context().request.post('/graphql', { data })).json();
  const refused = answer.errors?.[0] ?? answer.data.signIn.refusal;
  if (refused) throw new Error(refused.message);
}

/** Signs in through the page. */
export async function signIn(page, username, password) {
  await enter(page, username, password);
  await page.waitForURL((url) => url.pathname === '/');
}

/** The first time with a password that was handed out: it is replaced before anything else. */
export async function signInTheFirstTime(page, username, given, chosen) {
  await enter(page, username, given);
  await page.waitForURL('**/choose-password');
  await chooseOwnPassword(page, given, chosen);
  await page.waitForURL((url) => url.pathname === '/');
}

/** Fills in the page where a password that was handed out is replaced. */
export async function chooseOwnPassword(page, given, chosen) {
  await page.getByLabel('Password that you were given').fill(given);
  await page.getByLabel('New password').fill(chosen);
  await page.getByRole('button', { name: 'Set the password' }).click();
}

/** Sends the form of the sign-in page. */
export async function enter(page, username, password) {
  await page.goto('/sign-in');
  await page.getByLabel('Username or e-mail').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.locator('main').getByRole('button', { name: 'Sign in' }).click();
}

/** How many pixels the page is wider than its window. */
export const overflowPixels = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
