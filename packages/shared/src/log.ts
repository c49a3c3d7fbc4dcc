import { type Logger, pino } from 'pino';

export type Log = Logger;

/** A structured log, one JSON object a line, named after its process; on stdout unless that belongs to a result. */
export const createLog = (name: string, level: string, stream: 'stdout' | 'stderr' = 'stdout'): Log =>
  pino({ name, level, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(stream === 'stdout' ? 1 : 2));
