import { lookup as lookupName } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { BadKitContents } from './bad-kit-contents.js';
import { isPublicAddress } from './public-address.js';

/** All addresses of a host name. Tests replace it; else the system's. */
export type ResolveName = (hostname: string) => Promise<{ address: string; family: number }[]>;

/** Which addresses git servers may have. */
export interface GitAddresses {
  /** The address as it may be asked; throws `BadKitContents`. For the first address, and for each redirect. */
  check(url: string): URL;
  /** Resolves names for the connection itself, so that what was checked is what is connected to. */
  lookupFor(url: URL): LookupFunction | undefined;
}

const systemResolve: ResolveName = (hostname) => lookupName(hostname, { all: true, verbatim: true });

/** `https` at public addresses, and the origins that the operator names, whatever they are. */
export function gitAddresses(internalOrigins: readonly string[], resolve: ResolveName = systemResolve): GitAddresses {
  const isAllowed = (url: URL) => internalOrigins.includes(url.origin);
  return {
    check(text) {
      const url = parsed(text);
      if (url.username !== '' || url.password !== '') {
        throw new BadKitContents('The address must not hold a name or password: it would be kept and shown.');
      }
      if (isAllowed(url)) return url;
      if (url.protocol !== 'https:') throw new BadKitContents('The address of a git server begins with https://.');
      const host = url.hostname.replace(/^\[|\]$/g, '');
      if (isIP(host) !== 0 && !isPublicAddress(host)) throw internal(host);
      return url;
    },
    lookupFor(url) {
      if (isAllowed(url)) return undefined;
      return (hostname, options, done) => {
        resolve(hostname).then(
          (addresses) => {
            const [first] = addresses;
            // One internal address is enough: the name is not what it pretends to be.
            if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) {
              done(internal(hostname), '', 0);
            } else if (options.all) done(null, addresses);
            else done(null, first.address, first.family);
          },
          () => done(new BadKitContents(`There is no host named ${hostname}.`), '', 0),
        );
      };
    },
  };
}

function parsed(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw new BadKitContents('This is not an address; it looks like https://git.example.org/kits/iris.git.');
  }
}

const internal = (host: string) => new BadKitContents(`${host} is not at a public address.`);
