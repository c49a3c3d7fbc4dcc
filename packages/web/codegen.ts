import { existsSync } from 'node:fs';
import type { CodegenConfig } from '@graphql-codegen/cli';

const printed = '../../schema.graphql';

/** Types every document in `src` from the schema that the api prints. */
const config: CodegenConfig = {
  schema: existsSync(printed) ? printed : '../../docs/schema-draft.graphql',
  documents: ['src/**/*.{ts,tsx}', '!src/gql/**'],
  generates: {
    './src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        scalars: { DateTimeISO: 'string', ID: 'string' },
        emitLegacyCommonJSImports: false,
      },
    },
  },
};

// The code generator reads the default export.
export default config;
