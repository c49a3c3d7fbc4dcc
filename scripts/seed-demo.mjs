import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './command.mjs';
import { graphqlClient, Refused } from './demo/graphql.mjs';
import { demoKits } from './demo/kits.mjs';
import { node } from './root.mjs';
import { ENTRIES } from './stack.mjs';

/** The people of the demo. Their passwords are printed and public: never for an instance that others can reach. */
export const DEMO_ACCOUNTS = [
  {
    username: 'admin',
    displayName: 'Demo Admin',
    email: 'admin@example.org',
    password: 'admin-demo',
    role: 'site admin',
  },
  { username: 'ada', displayName: 'Ada Lovelace', email: 'ada@example.org', password: 'ada-demo', role: 'participant' },
  {
    username: 'grace',
    displayName: 'Grace Hopper',
    email: 'grace@example.org',
    password: 'grace-demo',
    role: 'participant',
  },
];
const [ADMIN, ADA, GRACE] = DEMO_ACCOUNTS;
// All example kits would take a minute more at the first start, and some want libraries that may not be there.
const SHOWN_KITS = ['diabetes', 'digits', 'iris'];
const DAY_MS = 24 * 3600 * 1000;
const PUBLIC_AFTER_DAYS = 60;
const CLOSES_AFTER_DAYS = 90;

/** Does `action`; a refusal for one of `reasons` means that an earlier, interrupted seed got this far. */
async function unlessRefused(reasons, action) {
  try {
    return await action();
  } catch (error) {
    if (error instanceof Refused && reasons.includes(error.reason)) return undefined;
    throw error;
  }
}

async function signedIn(apiUrl, { username, password }) {
  const client = graphqlClient(apiUrl);
  await client.mutate('signIn', 'SignInInput', 'viewer { id }', { login: username, password });
  return client;
}

/** Makes a site admin (again, without harm) and resolves to its signed-in client and an access token. */
export async function admitAdmin({ apiUrl, env, services }) {
  const { username, email, displayName, password } = ADMIN;
  const args = ['--username', username, '--email', email, '--display-name', displayName];
  const settings = { ...env, DATABOARD_ADMIN_PASSWORD: password };
  const { code, output } = await runCommand(node, [ENTRIES.createAdmin, ...args], {
    env: settings,
    onSpawn: services.guard.watch,
  });
  if (code !== 0) throw new Error(`The admin could not be created:\n${output}`);
  const admin = await signedIn(apiUrl, ADMIN);
  const input = { name: 'scripts', scopes: ['ADMIN'] };
  const { token } = await admin.mutate('createAccessToken', 'CreateAccessTokenInput', 'token', input);
  return { admin, token };
}

async function publishKit({ kit, stack: { apiUrl, env, services }, token }) {
  const settings = { ...env, DATABOARD_TOKEN: token };
  const args = [ENTRIES.cli, 'publish', kit.folder, '--api', apiUrl, '--json'];
  const { code, output } = await runCommand(node, args, { env: settings, onSpawn: services.guard.watch });
  if (code !== 0) throw new Error(`The kit ${kit.name} could not be published:\n${output}`);
  return JSON.parse(
    output
      .trim()
      .split('\n')
      .findLast((line) => line.startsWith('{')),
  );
}

async function openEvent({ kit, version, admin }) {
  const now = Date.now();
  const time = (days) => new Date(now + days * DAY_MS).toISOString();
  const input = {
    slug: kit.name,
    title: version.title,
    problemVersionId: version.id,
    opensAt: time(0),
    publicOpensAt: time(PUBLIC_AFTER_DAYS),
    closesAt: time(CLOSES_AFTER_DAYS),
    minSecondsBetweenSubmissions: 0,
    maxTeamSize: 4,
    finalSelectionMax: 2,
  };
  await unlessRefused(['TAKEN'], () => admin.mutate('createEvent', 'CreateEventInput', 'event { id }', input));
}

async function participate({ account, kit, samples, apiUrl }) {
  const client = await signedIn(apiUrl, account);
  const event = { eventSlug: kit.name };
  const join = () => client.mutate('signUpForEvent', 'SignUpForEventInput', 'participation { id }', event);
  await unlessRefused(['ALREADY_DONE', 'TAKEN'], join);
  for (const { name, files } of samples) {
    const input = { ...event, name, files, idempotencyKey: `demo-${kit.name}-${account.username}-${name}` };
    await unlessRefused(['TAKEN', 'ALREADY_DONE'], () =>
      client.mutate('submit', 'SubmitInput', 'submission { id }', input),
    );
  }
}

/** Fills an empty platform through the doors that everyone uses. Can be run again after an interruption. */
async function seedDemo(stack, log) {
  const { apiUrl } = stack;
  const { admin, token } = await admitAdmin(stack);
  for (const { username, displayName, email, password } of [ADA, GRACE]) {
    const input = { username, displayName, email, password };
    await unlessRefused(['TAKEN'], () => graphqlClient(apiUrl).mutate('signUp', 'SignUpInput', 'viewer { id }', input));
  }
  const kits = demoKits().filter(({ name }) => SHOWN_KITS.includes(name));
  const { events } = await admin.query('{ events { slug } }');
  for (const [index, kit] of kits.entries()) {
    if (!events.some(({ slug }) => slug === kit.name)) {
      log(`Demo: publishing the kit ${kit.name} (${index + 1} of ${kits.length})`);
      await openEvent({ kit, version: await publishKit({ kit, stack, token }), admin });
    }
    const isStartingKit = ({ name }) => name === 'starting_kit';
    await participate({ account: ADA, kit, samples: kit.samples.filter(isStartingKit), apiUrl });
    await participate({ account: GRACE, kit, samples: kit.samples.filter((sample) => !isStartingKit(sample)), apiUrl });
  }
}

/** Seeds the demo on the first start of a database; a note in `dataDir` remembers it. */
export async function seedDemoOnce({ dataDir, stack, log }) {
  const database = process.env.DATABASE_URL ?? 'embedded';
  const note = path.join(dataDir, `demo-${createHash('sha256').update(database).digest('hex').slice(0, 12)}.json`);
  if (existsSync(note)) return;
  log('Demo: creating accounts, publishing the example kits, opening an event for each');
  await seedDemo(stack, log);
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(note, JSON.stringify({ seededAt: new Date().toISOString() }));
}
