import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

/**
 * A structured log, one JSON object a line, named after its process; on stdout unless that belongs to a result, or into
 * a stream of the caller's own.
 */
export const createLog = (
  name: string,
  level: string,
  stream: 'stdout' | 'stderr' | DestinationStream = 'stdout',
): Log =>
  pino(
    { name, level, timestamp: pino.stdTimeFunctions.isoTime },
    typeof stream === 'string' ? pino.destination(stream === 'stdout' ? 1 : 2) : stream,
  );
