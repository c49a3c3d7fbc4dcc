import { requirementsFile } from '@databoard/shared/problem-options';
import { KitRefused } from './kit-refused.js';

/** One line that pip gets; `line` is where it stands in the kit's file. */
export interface Requirement {
  text: string;
  /** As package indexes compare names: small letters and dashes. */
  name: string;
  line: number;
}

const linesMax = 1000;
const namePattern = '[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?';
const clause = '(?:===|==|~=|!=|<=|>=|<|>)\\s*[A-Za-z0-9.*+!_-]+';
const requirement = new RegExp(
  `^(?<name>${namePattern})\\s*(?<extras>\\[[A-Za-z0-9._,\\s-]*\\])?` +
    `\\s*(?<versions>\\(?\\s*(?:${clause}(?:\\s*,\\s*${clause})*\\s*,?)?\\s*\\)?)\\s*(?<marker>;(?!.*\\s-)[^$]*)?$`,
);
const isArchive = /\.(whl|zip|tar|tgz|tar\.(gz|bz2|xz))$/i;
const isRampwf = /ramp-workflow|^rampwf\b/i;

const plain = 'write the name as the index has it, and versions as in numpy>=1.24,<2';

// What pip would take and we do not, the most telling first.
const refusals: [RegExp, string][] = [
  [/^(-e|--editable)\b/, 'an editable package is a folder of somebody’s machine'],
  [/^-/, 'options of pip are the operator’s (PIP_INDEX_URL, PIP_FIND_LINKS)'],
  [/\s--\w/, 'options of pip, hashes too, are not taken'],
  [
    /^(git|hg|svn|bzr)\+|@\s*(git|hg|svn|bzr)\+/,
    'a version control system holds sources, and only wheels are installed',
  ],
  [/:\/\/|^\w+:|\s@\s|^\S+@/, 'nothing is installed from an address'],
  [/^[./~\\]|[/\\]/, 'a path means nothing on the worker'],
  [/^[^=<>!~]*[^=<>!~]=[^=]/, 'that is conda’s way'],
];

/**
 * What a kit's requirements.txt asks pip for. Lines that mean ramp-workflow are left out, since ours is used, unless
 * `withRampwf` asks for the index's. Throws `KitRefused` with the line for whatever else is not a name with versions.
 */
export function parseRequirements(content: string, options: { withRampwf: boolean }): Requirement[] {
  const lines = content.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  if (lines.length > linesMax) throw refused(`it has more than ${linesMax} lines.`, null);
  const found: Requirement[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = index + 1;
    let text = withoutComment(lines[index] ?? '');
    // A backslash at the end continues a line.
    while (text.endsWith('\\') && index + 1 < lines.length)
      text = text.slice(0, -1) + withoutComment(lines[++index] ?? '');
    text = text.trim();
    if (text === '') continue;
    const parsed = isArchive.test(text) ? null : requirement.exec(text)?.groups;
    if (isRampwf.test(text) && !(parsed && options.withRampwf)) continue;
    if (!parsed) throw refused(`“${text.slice(0, 200)}” cannot be used: ${reason(text)}; ${plain}.`, line);
    const { name = '', extras = '', versions = '', marker = '' } = parsed;
    found.push({
      text: `${name}${tight(extras)}${tight(versions)}${marker && ` ${marker}`}`,
      name: canonical(name),
      line,
    });
  }
  return found;
}

const withoutComment = (line: string): string => line.replace(/(^|\s)#.*$/, '');
const tight = (text: string): string => text.replaceAll(/[\s()]/g, '');
const canonical = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, '-');
const reason = (text: string): string =>
  refusals.find(([pattern]) => pattern.test(text))?.[1] ??
  (isArchive.test(text) ? 'a file means nothing on the worker' : 'it is not a requirement');

const refused = (message: string, line: number | null) =>
  new KitRefused({ message: `${requirementsFile}: ${message}`, fileName: requirementsFile, line });
