import path from 'node:path';
import { CommandFailed, exitCode } from './exit-code.js';
import type { OpenKit } from './open-kit.js';
import type { LocalFile } from './walk-folder.js';

/** A folder under submissions/, with the files that the platform would take. */
export interface SampleSubmission {
  name: string;
  files: LocalFile[];
}

/**
 * One submission of the kit: the workflow's elements. Other files are named, so that nobody relies on them. Throws
 * `CommandFailed` when there is none of that name, or a file is missing.
 */
export function sampleSubmission(kit: OpenKit, name: string): SampleSubmission {
  const prefix = `submissions/${name}/`;
  const folder = path.join(kit.folder, prefix);
  const inFolder = kit.files.filter((file) => file.path.startsWith(prefix));
  if (inFolder.length === 0) throw new CommandFailed(`${folder} does not exist or is empty.`);
  const files = inFolder.map((file) => ({ ...file, path: file.path.slice(prefix.length) }));
  const wanted = new Set(kit.description.elements.map((element) => element.fileName));
  const missing = [...wanted].filter((element) => !files.some((file) => file.path === element));
  if (missing.length > 0) throw new CommandFailed(`${folder} lacks ${missing.join(', ')}.`);
  const extra = files.filter((file) => !wanted.has(file.path)).map((file) => file.path);
  if (extra.length > 0) console.error(`Left out of ${name}, as the platform would: ${extra.join(', ')}`);
  return { name, files: files.filter((file) => wanted.has(file.path)) };
}

/** Every submission of the kit that is complete, by name; others are named. Throws `CommandFailed` when there is none. */
export function sampleSubmissions(kit: OpenKit): SampleSubmission[] {
  const names = kit.files.map((file) => /^submissions\/([^/]+)\//.exec(file.path)?.[1]);
  const complete = [...new Set(names)].toSorted().flatMap((name) => {
    if (name === undefined) return [];
    try {
      return sampleSubmission(kit, name);
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      console.error(`Not a submission: ${error.message}`);
      return [];
    }
  });
  if (complete.length > 0) return complete;
  const elements = kit.description.elements.map((element) => element.fileName).join(', ');
  const message = `No folder under ${path.join(kit.folder, 'submissions')} holds ${elements}.`;
  throw new CommandFailed(message, exitCode.kitBroken);
}
