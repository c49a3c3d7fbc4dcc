import { type GraphQLField, type GraphQLSchema, getNamedType, isNonNullType, isObjectType } from 'graphql';
import type { Data, GraphqlClient } from '../graphql-client.js';

export type Root = 'Query' | 'Mutation' | 'Subscription';
const denials = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'PASSWORD_CHANGE_REQUIRED']);

/** What came of asking: done, refused to this role, or something that says nothing about rights. */
export type Outcome = { kind: 'allowed' | 'denied'; how: string } | { kind: 'unclear'; how: string };

/** The root field of an operation. */
export function rootField(schema: GraphQLSchema, root: Root, name: string): GraphQLField<unknown, unknown> {
  const type = {
    Query: schema.getQueryType(),
    Mutation: schema.getMutationType(),
    Subscription: schema.getSubscriptionType(),
  };
  const field = type[root]?.getFields()[name];
  if (field === undefined) throw new Error(`There is no ${root}.${name}.`);
  return field;
}

/** A document that asks for one root field with all its arguments, and for as little of its answer as can be. */
export function documentFor(schema: GraphQLSchema, root: Root, name: string): string {
  const field = rootField(schema, root, name);
  const variables = field.args.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
  const given = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const type = getNamedType(field.type);
  const selection = isObjectType(type)
    ? `{ __typename ${'refusal' in type.getFields() ? 'refusal { reason message }' : ''} }`
    : '';
  return `${root.toLowerCase()} ${variables && `(${variables})`} { ${name}${given && `(${given})`} ${selection} }`;
}

/** Reads an answer. `refusals`: reasons that mean that the role may not. */
export function outcomeOf(
  field: GraphQLField<unknown, unknown>,
  answer: Awaited<ReturnType<GraphqlClient['post']>>,
  refusals: readonly string[] = [],
): Outcome {
  const error = answer.errors?.[0];
  if (error) {
    const code = error.extensions?.code ?? 'none';
    return {
      kind: denials.has(code) ? 'denied' : 'unclear',
      how: denials.has(code) ? code : `${code}: ${error.message}`,
    };
  }
  const value = answer.data?.[field.name] as Data;
  if (value === null && !isNonNullType(field.type)) return { kind: 'denied', how: 'null' };
  const reason = value?.refusal?.reason as string | undefined;
  if (reason !== undefined && refusals.includes(reason)) return { kind: 'denied', how: reason };
  return { kind: 'allowed', how: reason ?? 'done' };
}
