import type { FailureReason } from '../../gql/graphql.ts';

const words: Record<FailureReason, string> = {
  EXCEPTION: 'exception',
  TIMEOUT: 'out of time',
  OUT_OF_MEMORY: 'out of memory',
  BAD_PREDICTIONS: 'unusable predictions',
  OUTPUT_LIMIT: 'too much output',
  PROCESS_LIMIT: 'too many processes',
  KILLED: 'killed',
  PLATFORM: 'our fault',
};

/** Why a fold failed, in two or three words. */
export const reasonWords = (reason: FailureReason): string => words[reason];
