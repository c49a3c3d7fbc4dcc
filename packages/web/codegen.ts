import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types every document in `src` from the schema that the api prints. */
const config: CodegenConfig = {
  schema: '../../schema.graphql',
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
