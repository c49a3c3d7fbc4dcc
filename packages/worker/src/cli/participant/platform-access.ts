import type { Command } from 'commander';
import type { CliConfig } from '../config.js';
import { findAccess, findReader } from '../credentials.js';
import type { ApiAccess } from '../graphql-request.js';

/** What every command about events takes. */
export interface PlatformFlags {
  api?: string;
  json?: boolean;
}

// Somewhat longer than the platform gives a request.
const answerSeconds = 75;

/** Adds `--api`. */
export const addApiFlag = (command: Command): Command =>
  command.option('--api <url>', 'address of the platform; default: DATABOARD_API, then the last login');

/** The platform and who asks; somebody must be logged in. */
export const participantAccess = async (config: CliConfig, flags: PlatformFlags): Promise<ApiAccess> => ({
  ...(await findAccess(config, flags.api)),
  answerSeconds,
});

/** The platform, and who asks if anybody is logged in there. */
export const readerAccess = async (config: CliConfig, flags: PlatformFlags): Promise<ApiAccess> => ({
  ...(await findReader(config, flags.api)),
  answerSeconds,
});

/** The address of a page of the platform. */
export const pageAddress = ({ api }: ApiAccess, path: string): string =>
  `${api.replace(/\/(graphql\/?)?$/, '')}${path}`;
