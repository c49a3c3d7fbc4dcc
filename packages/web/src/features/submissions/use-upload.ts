import { useState } from 'react';
import { readUpload, type Upload, type UploadElement } from './read-upload.ts';

/** Reads what is chosen or dropped; `upload` waits for a decision until it is closed. */
export function useUpload(elements: readonly UploadElement[]) {
  const [upload, setUpload] = useState<Upload | null>(null);
  const read = async (files: readonly File[], as?: string) => {
    if (files.length === 0) return;
    const read = await readUpload(
      files.map((file) => ({
        name: as ?? file.name,
        size: file.size,
        bytes: async () => new Uint8Array(await file.arrayBuffer()),
      })),
      elements,
    );
    setUpload(read);
  };
  return { upload, read, close: () => setUpload(null) };
}
