import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from '../scripts/root.mjs';
import { startStack } from '../scripts/stack.mjs';
import { openBrowser } from './browser.mjs';
import { claimOwnServices } from './own-services.mjs';
import { signInAsNewAdmin } from './platform.mjs';

/** The kit that most tests are about. */
export const IRIS = path.join(root, 'kits', 'iris');

/**
 * What a test of the pages begins with: a platform of its own with a site admin, and a browser that shows it. Sweeps come
 * each second, because people wait for what they do. `close` ends all of it.
 */
export async function openPlatform({ adminName, settings } = {}) {
  if (!existsSync(path.join(root, 'packages/web/dist/index.html'))) throw new Error('The pages are not built.');
  claimOwnServices();
  const stack = await startStack({ log: () => {}, settings: { SWEEP_SECONDS: '1', ...settings } });
  const opening = openBrowser(stack.apiUrl);
  const close = async () => {
    await opening.then((browser) => browser.close()).catch(() => {});
    await stack.stop();
  };
  try {
    const [browser, admin] = await Promise.all([opening, signInAsNewAdmin(stack, adminName)]);
    return { stack, browser, admin, close };
  } catch (error) {
    await close();
    throw error;
  }
}
