import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Data, GraphqlClient } from './graphql-client.js';
import { eventually } from './test-app.js';

const importMutation = `mutation ($input: ImportKitInput!) {
  importKit(input: $input) { kitImport { id state } refusal { reason field message } }
}`;
const importQuery = `query ($id: ID!) {
  kitImport(id: $id) {
    id state message field from problemName requestedBy { username }
    problemVersion { id number state note hasPrivateData kitFiles { path bytes } source { kind url ref subfolder commit } }
  }
}`;

/** Asks for an import; answers with the import or the refusal. */
export const askImport = async (client: GraphqlClient, input: Record<string, unknown>): Promise<Data> =>
  (await client.data(importMutation, { input })).importKit;

/** Asks for an import and waits until it has ended. */
export async function importAndWait(client: GraphqlClient, input: Record<string, unknown>): Promise<Data> {
  const { kitImport, refusal } = await askImport(client, input);
  if (refusal !== null) throw new Error(refusal.message);
  return eventually(async () => {
    const { kitImport: now } = await client.data(importQuery, { id: kitImport.id });
    return /^(DONE|FAILED)$/.test(now.state) ? now : null;
  }, 'the import has ended');
}

/** A zip in memory. Names that its maker would refuse are put in place of others of the same length. */
export async function zipOf(
  files: Record<string, string | Buffer>,
  { modes = {}, renamed = {} }: { modes?: Record<string, number>; renamed?: Record<string, string> } = {},
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) {
    zip.addBuffer(Buffer.from(content as string), name, { mode: modes[name] ?? 0o100644 });
  }
  zip.end();
  const bytes = Buffer.concat(await (zip.outputStream as Readable).toArray());
  let text = bytes.toString('latin1');
  for (const [from, to] of Object.entries(renamed)) {
    if (from.length !== to.length) throw new Error(`${from} and ${to} differ in length.`);
    text = text.replaceAll(from, to);
  }
  return Buffer.from(text, 'latin1');
}

/** Uploads bytes as one artifact; answers with their digest. */
export async function uploadBytes(client: GraphqlClient, bytes: Buffer): Promise<string> {
  const digest = createHash('sha256').update(bytes).digest('hex');
  const input = { digest, offset: 0, totalBytes: bytes.length, contentBase64: bytes.toString('base64') };
  await client.data(
    'mutation ($input: UploadArtifactChunkInput!) { uploadArtifactChunk(input: $input) { isComplete } }',
    { input },
  );
  return digest;
}
