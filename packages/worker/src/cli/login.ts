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

/** What an access token may be good for. */
export const accessTokenScopes = ['READ', 'SUBMIT', 'ADMIN'] as const;
type AccessTokenScope = (typeof accessTokenScopes)[number];

/** What `databoard login` was asked for. */
export interface LoginFlags {
  api?: string;
  username?: string;
  scope?: AccessTokenScope[];
  /** Takes the place of another account. */
  replace?: boolean;
}

/**
 * `databoard login`: exchanges user and password for an access token, and keeps only the token. Who cannot publish does
 * not take the place of another account, which perhaps can, unless that is said.
 */
export async function login(config: CliConfig, flags: LoginFlags): Promise<void> {
  const known = await readCredentials(config.credentialsFile).catch(() => null);
  const api = flags.api ?? config.api ?? known?.api ?? (await ask('Address of the platform: ', '--api <url>'));
  if (!URL.canParse(api)) throw new CommandFailed(`${api} is not an address like https://databoard.example.org.`);
  const url = new URL(api);
  if (url.protocol === 'http:' && !localHosts.has(url.hostname)) {
    console.error(`Warning: ${url.origin} is not encrypted: whoever is on the way reads the password and the token.`);
  }
  const username = flags.username ?? (await ask('User name or e-mail: ', '--username <name>'));
  const password = config.password ?? (await askPassword('Password: '));

  const session = await requestWithCookies<SignIn>({ api }, signIn, { input: { login: username, password } });
  const { viewer, refusal } = session.data.signIn;
  if (!viewer) throw new CommandFailed(refusal?.message ?? 'The platform did not sign you in.');
  const isOthers = known !== null && isSameOrigin(known.api, api) && known.username !== viewer.username;
  if (!viewer.isAdmin && isOthers && !flags.replace) {
    const who = `${viewer.username} is no site admin at ${api} and cannot publish kits`;
    const kept = `the token of ${known.username} is kept in ${config.credentialsFile}`;
    throw new CommandFailed(`${who}: ${kept}. With --replace it makes room for this one.`);
  }
  const scopes = flags.scope ?? scopesOf(viewer);
  const name = `databoard command line on ${hostname()}`.slice(0, 100);
  const made = await request<CreateToken>({ api, cookie: session.cookie }, createToken, { input: { name, scopes } });
  const { token, refusal: tokenRefusal } = made.createAccessToken;
  if (!token) throw new CommandFailed(tokenRefusal?.message ?? 'The platform gave no access token.');

  await writeCredentials(config.credentialsFile, { api, username: viewer.username, token });
  console.error(`Logged in at ${api} as ${viewer.username}. The token is in ${config.credentialsFile}.`);
  console.error(`It is good for ${scopes.map((scope) => scopeWords[scope]).join(', ')}.`);
}

const localHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** No more than the account has a use for: who runs an event without being a site admin says so. */
const scopesOf = ({ isAdmin }: { isAdmin: boolean }): AccessTokenScope[] =>
  isAdmin ? ['READ', 'SUBMIT', 'ADMIN'] : ['READ', 'SUBMIT'];

const scopeWords: Record<AccessTokenScope, string> = {
  READ: 'reading (READ)',
  SUBMIT: 'taking part (SUBMIT)',
  ADMIN: 'organising and publishing (ADMIN)',
};
