import { open } from 'node:fs/promises';
import { uploadChunkBytesMax } from '@databoard/shared/limits';
import { CommandFailed } from './exit-code.js';
import { type ApiAccess, request } from './graphql-request.js';
import type { LocalFile } from './walk-folder.js';

const missing = `query ($digests: [String!]!) { missingArtifacts(digests: $digests) }`;
const upload = `mutation ($input: UploadArtifactChunkInput!) {
  uploadArtifactChunk(input: $input) { receivedBytes isComplete refusal { message } }
}`;

interface ChunkAnswer {
  uploadArtifactChunk: { receivedBytes: number; isComplete: boolean; refusal: { message: string } | null };
}

const digestsPerQuestion = 1000;
// Small files cost a round trip each, so a few travel at once.
const uploadsAtOnce = 4;

/** Where an upload stands, for a progress line. */
export type OnUploadProgress = (progress: {
  sentBytes: number;
  totalBytes: number;
  files: number;
  filesSent: number;
}) => void;

/** Sends those files whose content the platform lacks. */
export async function uploadArtifacts(
  access: ApiAccess,
  files: LocalFile[],
  onProgress: OnUploadProgress,
): Promise<void> {
  const byDigest = new Map(files.map((file) => [file.digest, file]));
  const digests = [...byDigest.keys()];
  const toSend: LocalFile[] = [];
  for (let start = 0; start < digests.length; start += digestsPerQuestion) {
    const asked = digests.slice(start, start + digestsPerQuestion);
    const answer = await request<{ missingArtifacts: string[] }>(access, missing, { digests: asked });
    for (const digest of answer.missingArtifacts) {
      const file = byDigest.get(digest);
      if (file) toSend.push(file);
    }
  }
  const progress = {
    sentBytes: 0,
    totalBytes: toSend.reduce((sum, file) => sum + file.bytes, 0),
    files: toSend.length,
    filesSent: 0,
  };
  const sendNext = async (): Promise<void> => {
    for (let file = toSend.pop(); file; file = toSend.pop()) {
      await uploadOne(access, file, (bytes) => {
        progress.sentBytes += bytes;
        onProgress(progress);
      });
      progress.filesSent += 1;
      onProgress(progress);
    }
  };
  await Promise.all(Array.from({ length: uploadsAtOnce }, sendNext));
}

async function uploadOne(access: ApiAccess, file: LocalFile, onBytes: (bytes: number) => void): Promise<void> {
  const handle = await open(file.file);
  try {
    const buffer = Buffer.alloc(Math.min(uploadChunkBytesMax, file.bytes));
    for (let offset = 0; ; ) {
      const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, file.bytes - offset), offset);
      const contentBase64 = buffer.subarray(0, bytesRead).toString('base64');
      const input = { digest: file.digest, offset, totalBytes: file.bytes, contentBase64 };
      const { uploadArtifactChunk: answer } = await request<ChunkAnswer>(access, upload, { input });
      if (answer.refusal) throw new CommandFailed(`${file.path}: ${answer.refusal.message}`);
      onBytes(Math.max(0, answer.receivedBytes - offset));
      if (answer.isComplete) return;
      // The platform says where it stands, which may be ahead of us when an earlier upload was cut off.
      if (answer.receivedBytes <= offset || answer.receivedBytes > file.bytes) {
        throw new CommandFailed(
          `${file.path}: the upload does not advance past byte ${answer.receivedBytes}. Try again.`,
        );
      }
      offset = answer.receivedBytes;
    }
  } finally {
    await handle.close();
  }
}
