import { createWriteStream, existsSync, rmSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { countOf } from '../../count-of.js';
import type { CliConfig } from '../config.js';
import { CommandFailed, exitCode } from '../exit-code.js';
import { type ApiAccess, PlatformUnreachable, request } from '../graphql-request.js';
import { formatBytes, progressLine } from '../progress-line.js';
import { quotedWord } from '../quoted-word.js';
import { toJson } from '../score-summary.js';
import { download } from './download.js';
import { onInterrupt } from './on-interrupt.js';
import { type PlatformFlags, readerAccess } from './platform-access.js';
import { printable } from './printable.js';
import { unpackZip } from './unpack-zip.js';

const query = `query ($slug: String!) { event(slug: $slug) { problem {
  problemName number kitBytes kitFileCount elements { fileName }
} } }`;

interface EventAnswer {
  event: {
    problem: {
      problemName: string;
      number: number;
      kitBytes: number;
      kitFileCount: number;
      elements: { fileName: string }[];
    };
  } | null;
}

/** `databoard kit`: downloads an event's kit, as everybody may have it, into a folder that is not there yet. */
export async function kit(
  config: CliConfig,
  slug: string,
  given: string | undefined,
  flags: PlatformFlags,
): Promise<void> {
  const access = await readerAccess(config, flags);
  const { event } = await request<EventAnswer>(access, query, { slug });
  if (event === null) throw new CommandFailed(`There is no event ${slug}, or none for you.`);
  const { problemName, number, kitBytes, kitFileCount, elements } = event.problem;
  const folder = path.resolve(given ?? plainName(problemName));
  refuseToOverwrite(folder);

  const scratch = await mkdtemp(path.join(path.dirname(folder), '.databoard-kit-')).catch((error: Error) => {
    throw new CommandFailed(`${path.dirname(folder)} cannot be written to: ${error.message}`, exitCode.usage);
  });
  onInterrupt(() => rmSync(scratch, { recursive: true, force: true }));
  try {
    const zip = path.join(scratch, 'kit.zip');
    await fetchZip(access, slug, zip, kitBytes);
    const unpacked = path.join(scratch, 'kit');
    // Whatever a zip says of itself, no more is unpacked than the kit has.
    const files = await unpackZip(zip, unpacked, { filesMax: kitFileCount, bytesMax: kitBytes });
    await rename(unpacked, folder);
    const shown = path.relative(process.cwd(), folder) || '.';
    if (flags.json) console.log(toJson({ folder, problem: problemName, version: number, files, bytes: kitBytes }));
    else
      console.log(`${shown}: ${problemName}, version ${number}, ${countOf(files, 'file')}, ${formatBytes(kitBytes)}`);
    const names = elements.map(({ fileName }) => fileName).join(', ');
    const target = `${quotedWord(path.join(shown, 'submissions'))}/<name>`;
    console.error(`Put your ${names} into ${target} and submit it:\n  databoard submit ${quotedWord(slug)} ${target}`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The problem's name as a folder's: it comes from elsewhere, and must not lead out of where one is. */
function plainName(name: string): string {
  if (/^[A-Za-z0-9_-]{1,100}$/.test(name)) return name;
  throw new CommandFailed(`The platform calls the problem “${printable(name)}”: give a folder behind the event.`);
}

function refuseToOverwrite(folder: string): void {
  if (existsSync(folder)) {
    throw new CommandFailed(`${folder} is there already: give another folder behind the event.`, exitCode.usage);
  }
  if (!existsSync(path.dirname(folder))) {
    throw new CommandFailed(`There is no folder ${path.dirname(folder)}.`, exitCode.usage);
  }
}

async function fetchZip(access: ApiAccess, slug: string, file: string, bytes: number): Promise<void> {
  const notFound = `There is no kit of ${slug}, or none for you.`;
  const response = await download(access, `/kits/${encodeURIComponent(slug)}.zip`, notFound);
  const line = progressLine(process.stderr);
  let received = 0;
  async function* counted(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      received += chunk.length;
      line.show(`Downloading: ${formatBytes(received)}; unpacked it is ${formatBytes(bytes)}`);
      yield chunk;
    }
  }
  try {
    if (response.body === null) throw new PlatformUnreachable('The platform sent nothing.');
    const body = Readable.fromWeb(response.body as ReadableStream);
    await pipeline(body, counted, createWriteStream(file, { mode: 0o600 }));
  } catch (error) {
    if (error instanceof CommandFailed || (error instanceof Error && 'syscall' in error)) throw error;
    throw new PlatformUnreachable('The download broke off. Try again.');
  } finally {
    line.clear();
  }
}
