import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig, type Plugin } from 'rolldown';

/** Puts the licenses of the libraries that went into the bundle below it, as they ask for. */
const withLicenses: Plugin = {
  name: 'with-licenses',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      const folders = chunk.moduleIds.map((id) => /^.*[/]node_modules[/](?:@[^/]+[/])?[^/]+/.exec(id)?.[0] ?? null);
      const texts = [...new Set(folders)]
        .filter((folder) => folder !== null)
        .toSorted()
        .map(licenseOf);
      chunk.code += texts.map((text) => `\n/*\n${text.replaceAll('*/', '* /')}\n*/\n`).join('');
    }
  },
};

function licenseOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Record<
    'name' | 'version' | 'license',
    string
  >;
  const [file] = globSync('{LICENSE,LICENCE,license}*', { cwd: folder });
  const text = file === undefined ? '' : `\n\n${readFileSync(path.join(folder, file), 'utf8').trim()}`;
  return `${name} ${version} (${license})${text}`;
}

// The command line for participants as one file, which the platform serves. Rolldown reads the default export.
export default defineConfig({
  input: 'dist/cli/participant-main.js',
  platform: 'node',
  plugins: [withLicenses],
  output: {
    file: '../web/dist/cli/databoard.mjs',
    format: 'esm',
    banner: '#!/usr/bin/env node',
    codeSplitting: false,
  },
});
