import { createClient } from 'graphql-ws';
import { CommandFailed, exitCode } from '../exit-code.js';
import { type ApiAccess, graphqlAddress, PlatformUnreachable } from '../graphql-request.js';
import { keepTrying } from './keep-trying.js';

const subscription = `subscription ($foldRunId: ID!, $attempt: Int, $afterSeq: Int) {
  foldLog(foldRunId: $foldRunId, attempt: $attempt, afterSeq: $afterSeq) { attempt fromSeq seq text isEnd notice }
}`;
const patienceSeconds = 300;
/** What a server closes a socket with that would close the next one too. */
const fatalCloseCodes = new Set([4400, 4401, 4403, 4406]);

/** A part of a fold's log; one that begins before the end of the last one replaces what was there. */
export interface LogChunk {
  attempt: number;
  fromSeq: number;
  seq: number;
  text: string;
  isEnd: boolean;
  notice: string | null;
}

/** A place in a fold's log; without an attempt, in the current one's. */
export interface LogPlace {
  foldRunId: string;
  attempt: number | null;
  afterSeq: number;
}

/** Hands a fold's log on from a place to its end, live. A connection that breaks is made anew, and goes on where it was. */
export async function followFoldLog(
  access: ApiAccess,
  start: LogPlace,
  onChunk: (chunk: LogChunk) => void,
): Promise<void> {
  if (!('WebSocket' in globalThis)) {
    throw new CommandFailed(`Logs need Node 22 or newer; this is ${process.version}.`, exitCode.platform);
  }
  let place = start;
  const take = (chunk: LogChunk) => {
    place = { ...place, attempt: chunk.attempt, afterSeq: chunk.seq };
    onChunk(chunk);
  };
  const patience = {
    seconds: patienceSeconds,
    onFirstFailure: (what: string) => console.error(`${what}. Trying again from byte ${place.afterSeq}.`),
  };
  while (!(await keepTrying(() => readOn(access, place, take), patience)));
}

/** Whether the log came to its end; false when the connection broke after it had brought something. */
async function readOn(access: ApiAccess, place: LogPlace, take: (chunk: LogChunk) => void): Promise<boolean> {
  const url = graphqlAddress(access.api);
  const { origin } = url;
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const connectionParams = access.token === undefined ? {} : { authorization: `Bearer ${access.token}` };
  const client = createClient({ url: url.href, connectionParams, retryAttempts: 0 });
  let isMore = false;
  try {
    const parts = client.iterate<{ foldLog: LogChunk }>({ query: subscription, variables: { ...place } });
    for await (const { data, errors } of parts) {
      if (errors?.[0]) throw new CommandFailed(errors[0].message);
      if (!data) continue;
      isMore ||= data.foldLog.seq > place.afterSeq;
      take(data.foldLog);
      if (data.foldLog.isEnd) return true;
    }
    throw new PlatformUnreachable(`${origin} has ended the log in the middle`);
  } catch (error) {
    const failure = failureOf(error, origin);
    if (failure instanceof PlatformUnreachable && isMore) return false;
    throw failure;
  } finally {
    await client.dispose();
  }
}

function failureOf(error: unknown, origin: string): CommandFailed {
  if (error instanceof CommandFailed) return error;
  // A refused subscription throws the list of its errors, a closed socket its event.
  if (Array.isArray(error)) return new CommandFailed((error as { message: string }[])[0]?.message ?? 'Refused.');
  const { code, reason } = error as { code?: number; reason?: string };
  if (code !== undefined && fatalCloseCodes.has(code))
    return new CommandFailed(`${origin} refuses: ${reason || code}.`);
  return new PlatformUnreachable(`${origin} cannot be reached for the log`);
}
