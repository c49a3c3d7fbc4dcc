import {
  type DocumentNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  getOperationAST,
  getVariableValues,
  isLeafType,
  isListType,
  isObjectType,
} from 'graphql';
import { type ComplexityEstimator, getComplexity } from 'graphql-query-complexity';
import { expectedSizes, extraCosts } from './expected-sizes.js';
import { limits } from './limits.js';

const otherLists = 10;

/** One operation of a document, as it was sent. */
export interface Operation {
  document: DocumentNode;
  operationName: string | null | undefined;
  variables: Record<string, unknown> | null | undefined;
}

/**
 * One for each object that the answer may hold. A field with `first` counts what it holds that many times; so the `rows`
 * of its answer count once. Other lists have an expected size.
 */
const perObject: ComplexityEstimator = ({ type, field, args, childComplexity }) => {
  const key = `${type.name}.${field.name}`;
  const extra = extraCosts[key] ?? 0;
  if (type.name.startsWith('__') || field.name.startsWith('__')) return 0;
  if (isLeafType(getNamedType(field.type))) return extra;
  const { first } = args;
  const size = typeof first === 'number' ? Math.max(0, first) : sizeOf(key, type, field);
  return extra + size * (1 + childComplexity) + (typeof first === 'number' ? 1 : 0);
};

function sizeOf(key: string, type: unknown, field: GraphQLField<unknown, unknown>): number {
  if (!isListType(getNullableType(field.type))) return 1;
  const isPage = field.name === 'rows' && isObjectType(type) && 'totalCount' in type.getFields();
  return isPage ? 1 : (expectedSizes[key] ?? otherLists);
}

/** What an operation costs; throws what is wrong with its variables. */
export function costOf(schema: GraphQLSchema, { document, operationName, variables }: Operation): number {
  return getComplexity({
    schema,
    query: document,
    estimators: [perObject],
    maxQueryNodes: limits.expandedFields,
    ...(operationName == null ? {} : { operationName }),
    ...(variables == null ? {} : { variables }),
  });
}

/** Errors of variables that are looked for, and characters that are said of one: both could be as large as what was sent. */
const variableErrorsMax = 10;
const messageMax = 500;

/** What is wrong with the variables; null where nothing is. */
function refuseVariables(
  schema: GraphQLSchema,
  { document, operationName, variables }: Operation,
): GraphQLError | null {
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  const { errors } = getVariableValues(schema, definitions, variables ?? {}, { maxErrors: variableErrorsMax });
  const [first] = errors ?? [];
  return first === undefined ? null : badInput(first);
}

const badInput = ({ message }: GraphQLError) =>
  new GraphQLError(message.length > messageMax ? `${message.slice(0, messageMax)}…` : message, {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });

/** Why an operation is not run, although it is valid; null where it may be. Runs no resolver and reads nothing. */
export function refuseCost(schema: GraphQLSchema, operation: Operation): GraphQLError | null {
  const refused = refuseVariables(schema, operation);
  if (refused !== null) return refused;
  try {
    const cost = costOf(schema, operation);
    if (cost <= limits.cost) return null;
    return tooExpensive(
      `The query may answer with about ${cost} objects; at most ${limits.cost} are allowed. Ask for less at once: fewer fields, a smaller “first”.`,
    );
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (error.message.includes('number of nodes')) {
      return tooExpensive(
        `The query has more than ${limits.expandedFields} fields once its fragments are written out.`,
      );
    }
    return badInput(error);
  }
}

const tooExpensive = (message: string) =>
  new GraphQLError(message, { extensions: { code: 'QUERY_TOO_EXPENSIVE', http: { status: 400 } } });
