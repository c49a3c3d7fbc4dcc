import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkReport, hasErrors } from './check-report.js';
import type { CliConfig } from './config.js';
import { findAccess } from './credentials.js';
import { findPrivateVersion, isKitsOwnData } from './data-warnings.js';
import { CommandFailed, exitCode } from './exit-code.js';
import { foldProgress } from './fold-progress.js';
import { type ApiAccess, request } from './graphql-request.js';
import { givenOptions, type OptionFlags } from './option-flags.js';
import { formatBytes, progressLine } from './progress-line.js';
import { publishCommandLine } from './publish-command-line.js';
import { describeRefusal, describeVersion, type PublishedVersion, versionFields } from './published-version.js';
import { uploadArtifacts } from './upload-artifacts.js';
import { waitForKitCheck } from './wait-for-kit-check.js';
import { type LocalFile, walkFolder } from './walk-folder.js';

const publishKit = `mutation ($input: PublishKitInput!) {
  publishKit(input: $input) { problemVersion { ${versionFields} } refusal { message field } }
}`;
const problemVersion = `query ($id: ID!) { problemVersion(id: $id) { ${versionFields} } }`;

const pollMs = 300;
const waitNoteSeconds = 15;

/** What `databoard publish` was asked for. */
export interface PublishFlags extends OptionFlags {
  data?: string;
  name?: string;
  api?: string;
  json?: boolean;
  /** Waits for the kit check, which else goes on in the background. */
  check?: boolean;
  /** Says nothing about the version. */
  quiet?: boolean;
}

/** `databoard publish`: sends a kit folder (and its private data), and waits for a worker's verdict on it. */
export async function publish(config: CliConfig, kit: string, flags: PublishFlags): Promise<PublishedVersion> {
  const forbiddenHint = 'Publishing kits needs a site admin.';
  const access: ApiAccess = { ...(await findAccess(config, flags.api)), forbiddenHint };
  const { kitFiles, dataFiles } = await readFolders(kit, flags.data);
  const name = flags.name ?? problemName(await realpath(kit));
  if (dataFiles !== null && isKitsOwnData(kitFiles, dataFiles) && !flags.quiet) {
    console.error("Warning: These data are the kit's own, which participants have.");
  }

  const line = progressLine(process.stderr);
  await uploadArtifacts(access, [...kitFiles, ...(dataFiles ?? [])], (progress) => {
    const bytes = `${formatBytes(progress.sentBytes)} of ${formatBytes(progress.totalBytes)}`;
    line.show(`Uploading: ${progress.filesSent} of ${progress.files} files, ${bytes}`);
  });
  line.end();

  const input = {
    name,
    kitFiles: kitFiles.map(treeFile),
    dataFiles: dataFiles?.map(treeFile) ?? null,
    options: givenOptions(flags),
  };
  const privateVersion = dataFiles === null ? await findPrivateVersion(access, name) : null;
  const answer = await request<{
    publishKit: { problemVersion: PublishedVersion | null; refusal: { message: string; field: string | null } | null };
  }>(access, publishKit, { input });
  const published = answer.publishKit.problemVersion;
  if (!published) throw new CommandFailed(answer.publishKit.refusal?.message ?? 'The platform refused the kit.');
  if (privateVersion !== null && !flags.quiet) {
    const own = `version ${published.number} uses the kit's own, which participants have`;
    console.error(`Warning: Version ${privateVersion} had private data; ${own}.`);
  }

  const version = await waitForVerdict(access, published);
  const isChecked = flags.check === true && version.state === 'READY';
  const check = isChecked ? await whileSaying('Waiting for the kit check', waitForKitCheck(access, version.id)) : null;
  if (flags.json) console.log(JSON.stringify(check ? { ...version, check } : version));
  if (version.state === 'REFUSED') throw new CommandFailed(describeRefusal(kit, version));
  if (!flags.json && !flags.quiet) console.log(describeVersion(version));
  if (!flags.quiet) for (const warning of version.warnings) console.error(`Warning: ${warning}`);
  if (check) console[flags.json ? 'error' : 'log'](checkReport(check, version.scoreTypes));
  else if (!flags.json && !flags.quiet) {
    console.error(`The kit check runs in the background; see it with:\n  ${publishCommandLine(kit, flags)}`);
  }
  if (check && hasErrors(check)) throw new CommandFailed('The kit check found errors.');
  return version;
}

async function whileSaying<T>(what: string, work: Promise<T>): Promise<T> {
  const progress = foldProgress(process.stderr);
  progress.busy(what);
  try {
    return await work;
  } finally {
    progress.stop();
  }
}

/** The problem's name that a folder suggests: lower case, everything unusual a dash. */
export const problemName = (folder: string): string =>
  path
    .basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');

async function readFolders(kit: string, data: string | undefined) {
  const kitFiles = await walkFolder(kit, exitCode.failed);
  if (!kitFiles.some((file) => file.path === 'problem.py')) throw new CommandFailed(`${kit} holds no problem.py.`);
  const dataFiles = data === undefined ? null : await walkFolder(data, exitCode.failed);
  if (data !== undefined && !existsSync(path.join(data, 'data'))) {
    console.error(`${data} holds no folder named data: its files are taken for what lies in data/.`);
  }
  return { kitFiles, dataFiles };
}

const treeFile = ({ path, digest, bytes }: LocalFile) => ({ path, digest, bytes });

async function waitForVerdict(access: ApiAccess, published: PublishedVersion): Promise<PublishedVersion> {
  let version = published;
  const start = Date.now();
  for (let noted = false; version.state === 'CHECKING'; await sleep(pollMs)) {
    if (!noted && Date.now() - start > waitNoteSeconds * 1000) {
      console.error('Still waiting for a worker to read the kit. (Is one running?)');
      noted = true;
    }
    const answer = await request<{ problemVersion: PublishedVersion | null }>(access, problemVersion, {
      id: version.id,
    });
    if (!answer.problemVersion) throw new CommandFailed('The platform does not show this problem version any more.');
    version = answer.problemVersion;
  }
  return version;
}
