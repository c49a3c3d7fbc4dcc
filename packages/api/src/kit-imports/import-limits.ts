import { artifactBytesMax } from '@databoard/shared/limits';

/** What an import may make of a zip or a repository. */
export interface ImportLimits {
  files: number;
  /** Of all files together, and of one. */
  bytes: number;
  fileBytes: number;
  /** Bytes that come out for each that went in, once more than `ratioFreeBytes` come out. */
  ratio: number;
  ratioFreeBytes: number;
  /** Bytes that a git server may send, and those that its objects may have when unpacked. */
  downloadBytes: number;
  packedBytes: number;
  seconds: number;
}

const mebibyte = 1_048_576;

export const defaultImportLimits: ImportLimits = {
  files: 50_000,
  bytes: 4096 * mebibyte,
  // Sizes travel as 32-bit integers.
  fileBytes: artifactBytesMax - 1,
  ratio: 200,
  ratioFreeBytes: 50 * mebibyte,
  downloadBytes: 256 * mebibyte,
  packedBytes: 1024 * mebibyte,
  seconds: 600,
};
