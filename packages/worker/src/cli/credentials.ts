import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { CliConfig } from './config.js';
import { CommandFailed } from './exit-code.js';

const credentials = z.object({ api: z.url(), username: z.string(), token: z.string() });
/** What `databoard login` keeps: one account at a time. */
export type Credentials = z.output<typeof credentials>;

/** Reads what `databoard login` stored; null when nobody has logged in. */
export async function readCredentials(file: string): Promise<Credentials | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const parsed = credentials.safeParse(parseJson(text));
  if (!parsed.success) throw new CommandFailed(`${file} is damaged. Run \`databoard login\` to write it anew.`);
  return parsed.data;
}

/** Stores the login readable by its owner alone; written beside and renamed, so that it is never half there. */
export async function writeCredentials(file: string, value: Credentials): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.${process.pid}`;
  await writeFile(fresh, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  await chmod(fresh, 0o600);
  await rename(fresh, file);
}

/** Which platform and as whom: the flag, then the environment, then the login. */
export async function findAccess(
  config: CliConfig,
  apiFlag: string | undefined,
): Promise<{ api: string; token: string }> {
  const { api, token } = await findReader(config, apiFlag);
  if (!token)
    throw new CommandFailed(`Not logged in at ${api}. Run \`databoard login --api ${api}\` or set DATABOARD_TOKEN.`);
  return { api, token };
}

/** The same for what one may read without an account as well. */
export async function findReader(
  config: CliConfig,
  apiFlag: string | undefined,
): Promise<{ api: string; token?: string }> {
  const stored =
    config.token !== null && (apiFlag ?? config.api) ? null : await readCredentials(config.credentialsFile);
  const api = apiFlag ?? config.api ?? stored?.api;
  if (!api) throw new CommandFailed('Which platform? Give --api <url>, set DATABOARD_API, or run `databoard login`.');
  if (!URL.canParse(api)) throw new CommandFailed(`${api} is not an address like https://databoard.example.org.`);
  // A stored token is for the platform that issued it and is never sent to another.
  const token = config.token ?? (stored && isSameOrigin(stored.api, api) ? stored.token : null);
  return token ? { api, token } : { api };
}

/** Whether two addresses are those of one platform. */
export const isSameOrigin = (a: string, b: string): boolean => new URL(a).origin === new URL(b).origin;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
