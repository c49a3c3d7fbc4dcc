import { z } from 'zod';

/** What one fold run may use. Stored with the event, sent with every job, enforced by the worker. */
export const foldLimits = z.object({
  /** Wall-clock seconds for training and both predictions together. */
  timeoutSeconds: z.number().positive().max(86_400),
  /** Memory of the child with all its processes. */
  memoryLimitMiB: z.number().int().min(64).max(1_048_576),
  /** Bytes printed on stdout and stderr together; one more ends the run. */
  logBytesMax: z.number().int().positive(),
  /** Bytes of all predictions of one fold. */
  predictionBytesMax: z.number().int().positive(),
  /** Bytes that the child's private file system holds. */
  diskMiB: z.number().int().positive(),
  /** Processes and threads of the child. */
  processesMax: z.number().int().positive(),
  /** Cores that the child may keep busy: as many threads do its libraries start. */
  cores: z.number().int().positive().max(1024),
});
export type FoldLimits = z.output<typeof foldLimits>;

/** The limits of an event whose organiser set none. */
export const defaultFoldLimits: FoldLimits = {
  timeoutSeconds: 600,
  memoryLimitMiB: 2048,
  logBytesMax: 1_048_576,
  predictionBytesMax: 512 * 1_048_576,
  diskMiB: 512,
  processesMax: 64,
  cores: 1,
};

/** A submission's name: 5–40 characters, letters, digits, `_ - .`. */
export const submissionNamePattern = /^[A-Za-z0-9_.-]{5,40}$/;
/** Bytes of one submitted file, and of all files of one submission. */
export const submissionFileBytesMax = 1_048_576;
export const submissionBytesMax = 4 * 1_048_576;
export const submissionFilesMax = 20;
/** Bytes of one chunk of an upload before base64. */
export const uploadChunkBytesMax = 4 * 1_048_576;
/** Bytes of one artifact that can be uploaded through the api. */
export const artifactBytesMax = 2 ** 31;
/** How often a fold run is tried again after a fault of the platform before it ends in `CHECKING_ERROR`. */
export const platformFaultsMax = 3;
/** How often lost work (a worker that vanished, a queue that forgot) is sent out again. */
export const attemptsMax = 12;
