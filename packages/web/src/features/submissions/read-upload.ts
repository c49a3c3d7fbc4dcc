import { unzipSync } from 'fflate';

/** A file of the workflow, as far as an upload goes. */
export interface UploadElement {
  fileName: string;
  maxBytes: number;
}

/** A file as the browser hands it over. */
export interface UploadedFile {
  name: string;
  size: number;
  bytes(): Promise<Uint8Array>;
}

/** What an upload holds for the workflow, by path, and what of it is not taken, each with the reason. */
export interface Upload {
  files: Record<string, string>;
  refused: { name: string; reason: string }[];
}

const zipBytesMax = 32 * 1_048_576;
const entriesMax = 500;
// What file managers and Python leave lying about is nobody's wish to upload.
const litter =
  /(^|\/)(__MACOSX|__pycache__|\.git|\.ipynb_checkpoints)\/|(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini)$|\.pyc$/;

/** Reads one file, several, or a zip, and finds the workflow's files among them by name, whatever folder they are in. */
export async function readUpload(
  uploaded: readonly UploadedFile[],
  elements: readonly UploadElement[],
): Promise<Upload> {
  const upload: Upload = { files: {}, refused: [] };
  const found: { name: string; bytes: Uint8Array }[] = [];
  for (const file of uploaded) {
    const isZip = file.name.toLowerCase().endsWith('.zip');
    const element = elements.find(({ fileName }) => fileName === baseName(file.name));
    if (!isZip && element === undefined) upload.refused.push(unknown(file.name, elements));
    else if (file.size > (isZip ? zipBytesMax : (element?.maxBytes ?? 0))) {
      upload.refused.push({
        name: file.name,
        reason: `has more than ${sizeWords(isZip ? zipBytesMax : (element?.maxBytes ?? 0))}`,
      });
    } else if (isZip) found.push(...unpack(file.name, await file.bytes(), elements, upload));
    else found.push({ name: file.name, bytes: await file.bytes() });
  }
  for (const { fileName } of elements) {
    const ours = found.filter(({ name }) => baseName(name) === fileName);
    const depth = Math.min(...ours.map(({ name }) => name.split('/').length));
    const nearest = ours.filter(({ name }) => name.split('/').length === depth);
    const [one] = nearest;
    if (one === undefined) continue;
    if (nearest.length > 1) {
      upload.refused.push({ name: fileName, reason: `is there ${nearest.length} times: which one is meant?` });
      continue;
    }
    const text = textOf(one.bytes);
    if (text === null) upload.refused.push({ name: one.name, reason: 'is not UTF-8 text' });
    else upload.files[fileName] = text;
  }
  return upload;
}

function unpack(
  zipName: string,
  bytes: Uint8Array,
  elements: readonly UploadElement[],
  upload: Upload,
): { name: string; bytes: Uint8Array }[] {
  let count = 0;
  try {
    // What is not wanted, or too large, is never unpacked.
    const entries = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (name.endsWith('/') || litter.test(name)) return false;
        if (++count > entriesMax) throw new Error('too many entries');
        const element = elements.find(({ fileName }) => fileName === baseName(name));
        if (element === undefined) upload.refused.push(unknown(name, elements));
        else if (originalSize > element.maxBytes) {
          upload.refused.push({ name, reason: `has more than ${sizeWords(element.maxBytes)}` });
        }
        return element !== undefined && originalSize <= element.maxBytes;
      },
    });
    return Object.entries(entries).map(([name, content]) => ({ name, bytes: content }));
  } catch {
    const reason = count > entriesMax ? `holds more than ${entriesMax} files` : 'is no zip that can be read';
    upload.refused.push({ name: zipName, reason });
    return [];
  }
}

function textOf(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text.replaceAll('\r\n', '\n');
  } catch {
    return null;
  }
}

const unknown = (name: string, elements: readonly UploadElement[]) => ({
  name,
  reason: `is not part of this problem; its files are ${elements.map(({ fileName }) => fileName).join(', ')}`,
});

const baseName = (name: string): string => name.split('/').at(-1) ?? name;

const sizeWords = (bytes: number): string =>
  bytes >= 1_048_576 ? `${Math.round(bytes / 1_048_576)} MiB` : `${Math.ceil(bytes / 1024)} KiB`;
