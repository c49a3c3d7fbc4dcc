import {
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Data, GraphqlClient } from '../graphql-client.js';
import type { RightsScene } from './rights-scene.js';
import { either, organisers, ownTeam, type Role, type Rule } from './roles.js';

/** Where an object of a type is found: a root field, and the fields that lead on from there; of lists, the first. */
export interface ObjectProbe {
  type: string;
  root: string;
  path: readonly string[];
  variables: (scene: RightsScene, role: Role) => Record<string, unknown>;
  /** Who gets the object, of those who see the event. */
  rule?: Rule;
}

const submission = { root: 'submission', variables: ({ submissionId }: RightsScene) => ({ id: submissionId }) };
const failed = { root: 'submission', variables: ({ failedId }: RightsScene) => ({ id: failedId }) };
const folds = either(organisers, ownTeam);
const event = { root: 'event', variables: ({ slug }: RightsScene) => ({ slug }) };

/** One object of each type that keeps something from somebody. */
export const objectProbes: readonly ObjectProbe[] = [
  { type: 'Event', path: [], ...event },
  { type: 'ProblemVersion', path: ['problem'], ...event },
  { type: 'Team', path: ['team'], ...submission },
  { type: 'User', path: ['author'], ...submission },
  { type: 'Submission', path: [], ...submission },
  { type: 'Evaluation', path: ['evaluation'], ...submission },
  { type: 'FoldRun', path: ['evaluation', 'foldRuns'], ...submission, rule: folds },
  { type: 'Failure', path: ['evaluation', 'failure'], ...failed, rule: folds },
  { type: 'Blend', path: ['blend'], ...event },
];

/** The names of the probed object's fields that hold something for a client; of those that need no argument. */
export async function seenFields(
  schema: GraphQLSchema,
  probe: ObjectProbe,
  client: GraphqlClient,
  variables: Record<string, unknown>,
): Promise<Set<string>> {
  const names = new Set(fieldsOf(schema, probe.type));
  while (names.size > 0) {
    const { data, errors = [] } = await client.post(objectDocument(schema, probe, names), variables);
    // A field that may not be null takes the object with it when it is refused; the others are asked for without it.
    const refused = errors.map(({ path }) => String(path?.at(-1))).filter((name) => names.has(name));
    if (refused.length === 0 || objectIn(data, probe) != null) return seenIn(data, probe);
    for (const name of refused) names.delete(name);
  }
  return names;
}

function objectDocument(schema: GraphQLSchema, { type, root, path }: ObjectProbe, names: Iterable<string>): string {
  const field = schema.getQueryType()?.getFields()[root];
  if (field === undefined) throw new Error(`There is no Query.${root}.`);
  const variables = field.args.filter(({ type: argument }) => isNonNullType(argument));
  const declared = variables.map(({ name, type: argument }) => `$${name}: ${argument}`).join(', ');
  const given = variables.map(({ name }) => `${name}: $${name}`).join(', ');
  const all = [...names].map((name) => {
    const inner = getNamedType(objectType(schema, type).getFields()[name]?.type);
    return isLeafType(inner) ? name : `${name} { __typename }`;
  });
  const selection = path.reduceRight((inside, name) => `${name} { ${inside} }`, all.join(' '));
  return `query (${declared}) { ${root}(${given}) { ${selection} } }`;
}

/** The fields of a type that can be asked for without arguments. */
export const fieldsOf = (schema: GraphQLSchema, type: string): string[] =>
  Object.values(objectType(schema, type).getFields())
    .filter(({ args }) => !args.some((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined))
    .map(({ name }) => name);

function objectType(schema: GraphQLSchema, name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`${name} is no object type.`);
  return type;
}

function objectIn(data: Data, { root, path }: ObjectProbe): Data {
  let object = data?.[root];
  for (const name of path) object = first(object?.[name]);
  return object;
}

const seenIn = (data: Data, probe: ObjectProbe): Set<string> =>
  new Set(Object.entries(objectIn(data, probe) ?? {}).flatMap(([name, value]) => (isSomething(value) ? [name] : [])));

const first = (value: unknown): Data => (Array.isArray(value) ? value[0] : value);
const isSomething = (value: unknown): boolean => value !== null && !(Array.isArray(value) && value.length === 0);
