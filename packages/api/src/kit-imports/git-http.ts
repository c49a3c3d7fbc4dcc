import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { GitHttpRequest, GitHttpResponse, HttpClient } from 'isomorphic-git';
import { BadKitContents } from './bad-kit-contents.js';
import type { GitAddresses } from './git-addresses.js';

const redirectsMax = 5;
const redirects = new Set([301, 302, 303, 307, 308]);
const silenceMs = 60_000;

/**
 * How a repository is fetched: over connections to checked addresses only, redirects included, through no proxy, and no
 * more than so many bytes in all.
 */
export function gitHttp(options: {
  addresses: GitAddresses;
  bytesMax: number;
  signal: AbortSignal;
  onBytes(bytes: number): void;
}): HttpClient & { refusal(): BadKitContents | null } {
  const { addresses, bytesMax, signal, onBytes } = options;
  let received = 0;
  let tooMuch: BadKitContents | null = null;
  const count = async function* (response: IncomingMessage): AsyncIterableIterator<Uint8Array> {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      received += chunk.length;
      if (received > bytesMax) {
        response.destroy();
        tooMuch = new BadKitContents(`The git server sends more than ${Math.floor(bytesMax / 1_048_576)} MiB.`);
        throw tooMuch;
      }
      onBytes(received);
      yield chunk;
    }
  };

  async function ask(text: string, request: GitHttpRequest, body: Buffer, left: number): Promise<GitHttpResponse> {
    const url = addresses.check(text);
    const response = await send(url, request, body);
    const status = response.statusCode ?? 0;
    const { location } = response.headers;
    if (redirects.has(status) && location !== undefined) {
      response.destroy();
      if (left === 0) throw new BadKitContents('The git server redirects too often.');
      return ask(new URL(location, url).href, request, body, left - 1);
    }
    const headers = Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
      ]),
    );
    return {
      url: url.href,
      method: request.method ?? 'GET',
      headers,
      body: count(response),
      statusCode: status,
      statusMessage: response.statusMessage ?? '',
    };
  }

  function send(url: URL, { method, headers }: GitHttpRequest, body: Buffer): Promise<IncomingMessage> {
    const lookup = addresses.lookupFor(url);
    const isSecure = url.protocol === 'https:';
    // A connection of its own: one that was opened for another check must not serve this one.
    const agent = isSecure ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false });
    return new Promise((resolve, reject) => {
      const request = (isSecure ? httpsRequest : httpRequest)(url, {
        method: method ?? 'GET',
        headers: { ...headers, ...(body.length > 0 ? { 'content-length': body.length } : {}) },
        agent,
        signal,
        timeout: silenceMs,
        ...(lookup === undefined ? {} : { lookup }),
      });
      request.once('response', resolve);
      request.once('timeout', () => request.destroy(new BadKitContents('The git server is silent.')));
      request.once('error', (error: NodeJS.ErrnoException) => {
        if (signal.aborted || error instanceof BadKitContents) return reject(error);
        reject(new BadKitContents(`The git server cannot be reached (${error.code ?? error.message.slice(0, 200)}).`));
      });
      request.end(body);
    });
  }

  return {
    // The library takes an answer that breaks off for an empty one.
    refusal: () => tooMuch,
    async request(request) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of request.body ?? []) chunks.push(chunk as Uint8Array);
      return ask(request.url, request, Buffer.concat(chunks), redirectsMax);
    },
  };
}
