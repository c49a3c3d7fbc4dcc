import { artifactBytesMax, uploadChunkBytesMax } from '@databoard/shared/limits';
import { type Refusal, refusal } from '../refusal.js';
import type { ArtifactUploads } from './artifact-uploads.js';

interface ChunkRequest {
  digest: string;
  offset: number;
  totalBytes: number;
  contentBase64: string;
}
interface ChunkAnswer {
  receivedBytes: number;
  isComplete: boolean;
  refusal?: Refusal;
}

/** Takes one chunk of an artifact. A refusal's `receivedBytes` says where to go on. */
export async function uploadArtifactChunk(
  viewer: { id: string },
  request: ChunkRequest,
  { uploads }: { uploads: ArtifactUploads },
): Promise<ChunkAnswer> {
  const content = Buffer.from(request.contentBase64, 'base64');
  const refused = refuseChunk(request, content);
  if (refused !== null) return { receivedBytes: 0, isComplete: false, refusal: refused };

  const progress = await uploads.receive(viewer.id, { ...request, content });
  const { receivedBytes } = progress;
  switch (progress.kind) {
    case 'complete':
      return { receivedBytes, isComplete: true };
    case 'partial':
      return { receivedBytes, isComplete: false };
    case 'offset-mismatch':
      return {
        receivedBytes,
        isComplete: false,
        refusal: refusal('STALE', whereToGoOn(receivedBytes), { field: 'offset' }),
      };
    case 'wrong-content':
      return {
        receivedBytes,
        isComplete: false,
        refusal: refusal('INVALID', 'The content does not have this digest.', { field: 'digest' }),
      };
  }
}

/** Nothing at hand in the middle of an upload mostly means that another process has it. */
const whereToGoOn = (receivedBytes: number): string =>
  receivedBytes > 0
    ? `The next chunk starts at byte ${receivedBytes}.`
    : 'The next chunk starts at byte 0: this api process has no earlier one. Send the file again; where several api processes run, they must share UPLOADS_DIR, or the proxy must keep a client with one of them.';

function refuseChunk({ offset, totalBytes, contentBase64 }: ChunkRequest, content: Buffer): Refusal | null {
  if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(totalBytes)) {
    return refusal('INVALID', 'Offsets and sizes are whole numbers.', { field: 'offset' });
  }
  if (totalBytes > artifactBytesMax) {
    return refusal('TOO_LARGE', `An artifact has at most ${artifactBytesMax} bytes.`, { field: 'totalBytes' });
  }
  if (content.byteLength > uploadChunkBytesMax) {
    return refusal('TOO_LARGE', `A chunk has at most ${uploadChunkBytesMax} bytes.`, { field: 'contentBase64' });
  }
  // Buffer skips what is not base64 without a word; writing it back shows whether anything was skipped.
  if (content.toString('base64') !== contentBase64) {
    return refusal('INVALID', 'The content is not base64.', { field: 'contentBase64' });
  }
  if (offset + content.byteLength > totalBytes || (content.byteLength === 0 && totalBytes > 0)) {
    return refusal('INVALID', 'The chunk does not fit between its offset and the total size.', {
      field: 'contentBase64',
    });
  }
  return null;
}
