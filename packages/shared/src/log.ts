import { type Logger, pino } from 'pino';

export type Log = Logger;

/** A structured log on stdout, one JSON object a line, named after its process. */
export const createLog = (name: string, level: string): Log =>
  pino({ name, level, timestamp: pino.stdTimeFunctions.isoTime });
