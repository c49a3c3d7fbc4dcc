import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type DocumentNode,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  typeFromAST,
  validate,
} from 'graphql';
import { buildSchema } from './build-schema.js';
import { costOf, refuseCost } from './cost.js';
import { documentRules } from './document-rules.js';
import { expectedSizes, extraCosts } from './expected-sizes.js';
import { limits } from './limits.js';

const file = path.resolve(import.meta.dirname, '../../../web/src/gql/graphql.ts');
const schema = buildSchema();

/** Every document that the pages send, as their code generator wrote it down. */
function readDocuments(): [name: string, document: DocumentNode][] {
  const found = readFileSync(file, 'utf8').matchAll(/^export const (\w+)Document = (\{.*\}) as unknown as /gm);
  return [...found].map(([, name, json]) => [name ?? '', JSON.parse(json ?? '') as DocumentNode]);
}

/** Some value of a type; lists of the longest page where they ask for one. */
function exampleOf(type: GraphQLInputType, name: string): unknown {
  if (isNonNullType(type)) return exampleOf(type.ofType, name);
  if (isListType(type)) return [exampleOf(type.ofType, name)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    return Object.fromEntries(fields.map((field) => [field.name, exampleOf(field.type, field.name)]));
  }
  const scalars: Record<string, unknown> = {
    Int: name === 'first' ? 200 : 1,
    Float: 1,
    Boolean: true,
    DateTimeISO: '2026-01-01T00:00:00Z',
  };
  return scalars[type.name] ?? (type.name.startsWith('JSON') ? {} : 'x');
}

function variablesOf(document: DocumentNode): Record<string, unknown> {
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  assert.ok(operation?.kind === Kind.OPERATION_DEFINITION);
  return Object.fromEntries(
    (operation.variableDefinitions ?? []).map(({ variable, type }) => {
      const known = typeFromAST(schema, type as never) as GraphQLInputType;
      return [variable.name.value, exampleOf(known, variable.name.value)];
    }),
  );
}

describe('the documents of the pages', () => {
  const documents = readDocuments().filter(([, { definitions }]) =>
    definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION),
  );

  it('keep every limit, with the longest pages that their variables can ask for', () => {
    assert.ok(documents.length > 20, `only ${documents.length} documents were found`);
    for (const [name, document] of documents) {
      const variables = variablesOf(document);
      assert.deepEqual(validate(schema, document, documentRules), [], name);
      assert.equal(refuseCost(schema, { document, operationName: null, variables }), null, name);
    }
  });

  it('cost well below what is allowed, so that a page may grow', () => {
    const costs = documents.map(([name, document]) => ({
      name,
      cost: costOf(schema, { document, operationName: null, variables: variablesOf(document) }),
    }));
    const dearest = costs.toSorted((a, b) => b.cost - a.cost).slice(0, 8);
    assert.ok((dearest[0]?.cost ?? 0) > 100, 'the costs mean something');
    assert.ok((dearest[0]?.cost ?? 0) <= limits.cost * 0.75, JSON.stringify(dearest));
  });

  it('are measured by fields that exist', () => {
    for (const key of [...Object.keys(expectedSizes), ...Object.keys(extraCosts)]) {
      const [typeName = '', fieldName = ''] = key.split('.');
      const type = schema.getType(typeName);
      assert.ok(isObjectType(type) && fieldName in type.getFields(), `${key} is not in the schema`);
    }
  });
});
