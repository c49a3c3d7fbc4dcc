import { hostname } from 'node:os';
import type { CliConfig } from './config.js';
import { isSameOrigin, readCredentials, writeCredentials } from './credentials.js';
import { CommandFailed } from './exit-code.js';
import { request, requestWithCookies } from './graphql-request.js';
import { ask, askPassword } from './read-password.js';

interface SignIn {
  signIn: { viewer: { username: string; isAdmin: boolean } | null; refusal: { message: string } | null };
}
interface CreateToken {
  createAccessToken: { token: string | null; refusal: { message: string } | null };
}

const signIn = `mutation ($input: SignInInput!) { signIn(input: $input) { viewer { username isAdmin } refusal { message } } }`;
const createToken = `mutation ($input: CreateAccessTokenInput!) { createAccessToken(input: $input) { token refusal { message } } }`;

/**
 * `databoard login`: exchanges user and password for an access token, and keeps only the token. Who cannot
 * publish does not take the place of another account, which perhaps can.
 */
export async function login(config: CliConfig, options: { api?: string; username?: string }): Promise<void> {
  const known = await readCredentials(config.credentialsFile).catch(() => null);
  const api = options.api ?? config.api ?? known?.api ?? (await ask('Address of the platform: ', '--api <url>'));
  if (!URL.canParse(api)) throw new CommandFailed(`${api} is not an address like https://databoard.example.org.`);
  const username = options.username ?? (await ask('User name or e-mail: ', '--username <name>'));
  const password = config.password ?? (await askPassword('Password: '));

  const session = await requestWithCookies<SignIn>({ api }, signIn, { input: { login: username, password } });
  const { viewer, refusal } = session.data.signIn;
  if (!viewer) throw new CommandFailed(refusal?.message ?? 'The platform did not sign you in.');
  const isOthers = known !== null && isSameOrigin(known.api, api) && known.username !== viewer.username;
  if (!viewer.isAdmin && isOthers) {
    const who = `${viewer.username} is no site admin at ${api} and cannot publish kits`;
    throw new CommandFailed(`${who}: the token of ${known.username} is kept in ${config.credentialsFile}.`);
  }
  // Each adds nothing that the account may not do itself.
  const scopes = ['READ', 'SUBMIT', 'ADMIN'];
  const name = `databoard command line on ${hostname()}`.slice(0, 100);
  const made = await request<CreateToken>({ api, cookie: session.cookie }, createToken, { input: { name, scopes } });
  const { token, refusal: tokenRefusal } = made.createAccessToken;
  if (!token) throw new CommandFailed(tokenRefusal?.message ?? 'The platform gave no access token.');

  await writeCredentials(config.credentialsFile, { api, username: viewer.username, token });
  console.error(`Logged in at ${api} as ${viewer.username}. The token is in ${config.credentialsFile}.`);
  if (!viewer.isAdmin) console.error('This account is no site admin: it cannot publish kits.');
}
