import type { ApolloClient } from '@apollo/client';
import { graphql } from '../../gql/gql.ts';
import { hashFile } from './hash-file.ts';

const MISSING_ARTIFACTS = graphql(`
  query MissingArtifacts($digests: [String!]!) {
    missingArtifacts(digests: $digests)
  }
`);

const UPLOAD_CHUNK = graphql(`
  mutation UploadArtifactChunk($input: UploadArtifactChunkInput!) {
    uploadArtifactChunk(input: $input) {
      receivedBytes
      isComplete
      refusal {
        reason
        message
      }
    }
  }
`);

/** How far the sending is; `bytes` of `totalBytes` in either step. */
export interface SendProgress {
  step: 'hashing' | 'sending';
  bytes: number;
  totalBytes: number;
}

/** A file that the api would not take; the message is for whoever sends it. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken';
}

const chunkBytes = 2 * 1_048_576;
const askedAtOnce = 5000;
const sentAtOnce = 3;

/** Brings files into the store, those that it lacks, and answers with their digests in the same order. */
export async function sendFiles(
  client: ApolloClient,
  files: readonly Blob[],
  { onProgress, signal }: { onProgress: (progress: SendProgress) => void; signal: AbortSignal },
): Promise<string[]> {
  const sum = (list: readonly Blob[]) => list.reduce((all, { size }) => all + size, 0);
  const digests: string[] = [];
  const hashing: SendProgress = { step: 'hashing', bytes: 0, totalBytes: sum(files) };
  for (const file of files) {
    signal.throwIfAborted();
    digests.push(await hashFile(file));
    hashing.bytes += file.size;
    onProgress({ ...hashing });
  }

  const byDigest = new Map(files.map((file, index) => [digests[index] ?? '', file]));
  const missing: { digest: string; file: Blob }[] = [];
  const all = [...byDigest.keys()];
  for (let start = 0; start < all.length; start += askedAtOnce) {
    const variables = { digests: all.slice(start, start + askedAtOnce) };
    const { data } = await client.query({ query: MISSING_ARTIFACTS, variables, fetchPolicy: 'no-cache' });
    for (const digest of data?.missingArtifacts ?? []) {
      const file = byDigest.get(digest);
      if (file !== undefined) missing.push({ digest, file });
    }
  }

  const sending: SendProgress = { step: 'sending', bytes: 0, totalBytes: sum(missing.map(({ file }) => file)) };
  onProgress({ ...sending });
  const sendNext = async (): Promise<void> => {
    for (let next = missing.pop(); next !== undefined; next = missing.pop()) {
      await sendFile(client, next, signal, (bytes) => {
        sending.bytes += bytes;
        onProgress({ ...sending });
      });
    }
  };
  await Promise.all(Array.from({ length: sentAtOnce }, sendNext));
  return digests;
}

async function sendFile(
  client: ApolloClient,
  { digest, file }: { digest: string; file: Blob },
  signal: AbortSignal,
  onSent: (bytes: number) => void,
): Promise<void> {
  let offset = 0;
  do {
    signal.throwIfAborted();
    const chunk = new Uint8Array(await file.slice(offset, offset + chunkBytes).arrayBuffer());
    const input = { digest, offset, totalBytes: file.size, contentBase64: toBase64(chunk) };
    const { data } = await client.mutate({ mutation: UPLOAD_CHUNK, variables: { input } });
    const answer = data?.uploadArtifactChunk;
    if (!answer || answer.refusal) throw new NotTaken(answer?.refusal?.message ?? 'The server did not take a file.');
    if (answer.isComplete) {
      onSent(file.size - offset);
      return;
    }
    onSent(chunk.length);
    offset += chunk.length;
  } while (offset < file.size);
}

/** In pieces: as many arguments as a chunk has bytes would be too many for one call. */
function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(text);
}
