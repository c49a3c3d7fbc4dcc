import type { CliConfig } from './config.js';
export async function testKit(
  _config: CliConfig,
  _kit: string,
  _options: { submission: string; data?: string; json?: boolean },
): Promise<void> {
  throw new Error('not yet');
}
