import { setTimeout as sleep } from 'node:timers/promises';
import { CommandFailed } from '../exit-code.js';
import { type ApiAccess, PlatformUnreachable, reach } from '../graphql-request.js';
import { pageAddress } from './platform-access.js';

const busyTriesMax = 12;
const busySecondsMax = 30;

/** Asks the platform for a file; `notFound` is what a 404 means. Waits where it is too busy and says for how long. */
export async function download(access: ApiAccess, path: string, notFound: string): Promise<Response> {
  const url = new URL(pageAddress(access, path));
  const headers: Record<string, string> = access.token ? { authorization: `Bearer ${access.token}` } : {};
  for (let tries = 1; ; tries += 1) {
    const response = await reach(url, { headers, redirect: 'error' });
    if (response.ok) return response;
    const retryAfter = Number(response.headers.get('retry-after'));
    if (response.status === 503 && retryAfter > 0 && tries < busyTriesMax) {
      await response.body?.cancel();
      await sleep(Math.min(retryAfter, busySecondsMax) * 1000);
      continue;
    }
    if (response.status === 404) throw new CommandFailed(notFound);
    const message = messageOf(await response.text().catch(() => ''));
    const words = message ?? `${url.href} answers with HTTP ${response.status}.`;
    throw response.status >= 500 ? new PlatformUnreachable(words) : new CommandFailed(words);
  }
}

function messageOf(text: string): string | null {
  try {
    const { message, error } = JSON.parse(text) as { message?: string; error?: string };
    return message ?? error ?? null;
  } catch {
    return null;
  }
}
