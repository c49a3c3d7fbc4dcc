import { existsSync } from 'node:fs';
import { findOnPath } from './find-on-path.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The browser for the browser tests: `CHROMIUM` when set, else the machine's; undefined when there is none. */
export function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  return NAMES.map(findOnPath).find(Boolean) ?? MAC_APPS.find((app) => existsSync(app));
}

/** The browser that the browser tests drive. Only tests ask for it. */
export const chromium = {
  name: 'Chromium',
  needed: true,
  isMissing: () => !findChromium(),
  packages: ['chromium'],
  fix: {
    linux: 'install Chromium or Chrome, or set CHROMIUM to its path',
    darwin: 'brew install --cask chromium',
  },
  without: 'the browser tests cannot run',
};
