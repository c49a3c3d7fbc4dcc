import { aptInstall, aptPrefix, aptUpdate } from './apt.mjs';
import { bubblewrap, bubblewrapTrouble } from './bubblewrap.mjs';
import { chromium } from './chromium.mjs';
import { findOnPath } from './find-on-path.mjs';
import { networkNamespaces } from './network-namespaces.mjs';
import { kitLibraries, kitLibrariesForTests, python, pythonVenv, pythonVenvForTests } from './python.mjs';
import { redis, redisForTests } from './redis.mjs';

const STACK = [redis, bubblewrap, python, kitLibraries, pythonVenv];

/** What each task needs from the machine beyond Node packages. */
const NEEDS = {
  start: STACK,
  dev: STACK,
  bench: [redis, bubblewrap, python],
  chaos: [redisForTests, bubblewrap, python, networkNamespaces],
  zoo: [redis, bubblewrap, python],
  test: [redisForTests, bubblewrap, python, kitLibrariesForTests, pythonVenvForTests, chromium, networkNamespaces],
};

function debianCommand(packages) {
  const commands = ['apt-get update', `apt-get install --no-install-recommends ${packages.join(' ')}`];
  if (process.getuid?.() === 0) return commands.join(' && ');
  if (findOnPath('sudo')) return commands.map((command) => `sudo ${command}`).join(' && ');
  return `su -c '${commands.join(' && ')}'`;
}

/** The command (or advice) that brings one missing thing to this machine. */
export function fixFor(thing, { platform = process.platform, hasApt = Boolean(findOnPath('apt-get')) } = {}) {
  if (hasApt && thing.packages.length > 0) return debianCommand(thing.packages);
  return thing.fix[platform] ?? thing.fix.linux;
}

/**
 * Installs what the task lacks, where it may, and says in one message per thing what stays missing.
 * False when something that the task cannot do without is missing.
 */
export function provideSystemPackages(task, { log }) {
  const needs = NEEDS[task] ?? [];
  const missing = needs.filter((thing) => thing.isMissing());
  // Apart, because apt-get installs nothing when it does not know one of the packages.
  const groups = [missing.filter((thing) => thing.needed), missing.filter((thing) => !thing.needed)]
    .map((things) => things.flatMap((thing) => thing.packages))
    .filter((packages) => packages.length > 0);
  const prefix = groups.length > 0 ? aptPrefix() : undefined;
  if (prefix) {
    const how = prefix.length > 0 ? ' (through sudo)' : '';
    log(`Installing with apt-get${how}, which may take a few minutes: ${groups.flat().join(' ')}`);
    aptUpdate(prefix);
    for (const packages of groups) {
      const failure = aptInstall(prefix, packages);
      if (failure) log(`apt-get failed:\n${failure}`);
    }
  }
  const left = missing.length > 0 ? needs.filter((thing) => thing.isMissing()) : [];
  for (const thing of left) {
    const weight = thing.needed ? 'Missing' : 'Missing (optional)';
    log(`${weight}: ${thing.name}: ${thing.without}.\n    Fix: ${fixFor(thing)}`);
  }
  const trouble = needs.includes(bubblewrap) && !left.includes(bubblewrap) ? bubblewrapTrouble() : undefined;
  if (trouble) log(trouble);
  return !trouble && !left.some((thing) => thing.needed);
}
