import { byteWords } from '../../lib/byte-words.ts';

interface Import {
  state: 'WAITING' | 'RUNNING' | 'DONE' | 'FAILED';
  message?: string | null;
  progress?: { step: 'FETCHING' | 'EXPANDING' | 'STORING' | 'PUBLISHING'; files: number; bytes: number } | null;
}

/** How an import goes, in a sentence. */
export function importWords({ state, message, progress }: Import): string {
  if (state === 'WAITING') return 'Waiting for its turn.';
  if (state === 'DONE') return 'Done.';
  if (state === 'FAILED') return message ?? 'It failed.';
  if (!progress) return 'Starting.';
  const files = progress.files === 1 ? '1 file' : `${progress.files.toLocaleString('en')} files`;
  switch (progress.step) {
    case 'FETCHING':
      return `Fetching: ${byteWords(progress.bytes)} so far.`;
    case 'EXPANDING':
    case 'STORING':
      return `Storing: ${files}, ${byteWords(progress.bytes)} so far.`;
    case 'PUBLISHING':
      return 'All files are there; publishing.';
  }
}
