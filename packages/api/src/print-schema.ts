import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchema } from './graphql/build-schema.js';

// Writes the contract between api and web to the repository's root. Sorted, so that a diff shows what changed and no more.
const file = path.resolve(import.meta.dirname, '../../../schema.graphql');
const header = '# Printed from packages/api by `node dist/print-schema.js`. Do not edit.\n';
writeFileSync(file, `${header}\n${printSchema(lexicographicSortSchema(buildSchema()))}\n`);
