import { type GraphQLSchema, isObjectType } from 'graphql';
import { fieldRights, valueRights } from './field-rights.js';
import { mutationRights } from './mutation-rights.js';
import { queryRights } from './query-rights.js';
import { type Role, type Rule, roles, type Stage, stages } from './roles.js';
import { subscriptionRights } from './subscription-rights.js';

const words: Record<Role, string> = {
  ANONYMOUS: 'anonymous',
  WAITING: 'waiting account',
  NEWCOMER: 'account with a generated password',
  USER: 'user',
  ASKED: 'asked',
  PARTICIPANT: 'participant',
  OWN_TEAM: 'own team',
  OTHER_ADMIN: 'admin of another event',
  EVENT_ADMIN: 'event admin',
  SITE_ADMIN: 'site admin',
};
const intro = `# Who may what

Written by a test from the tables in \`packages/api/src/testing/rights\`, which asks every one of them as every role at every
stage of an event, through HTTP and WebSocket. Roles: ${roles.map((role) => words[role]).join(', ')}. Stages: the phases of
a public event, then one that is hidden while it is competitive, and one that is archived. What addresses one person alone
(an invitation, a session) is “nobody” here: no role stands for that person; the tests of its part do. “Anyone” leaves out
accounts with a generated password, which must choose another before anything that does not name them.
`;

/** The tables as a page of the documentation. */
export function printRights(schema: GraphQLSchema): string {
  const roots = Object.entries({ Query: queryRights, Mutation: mutationRights, Subscription: subscriptionRights });
  const parts = roots.map(([root, table]) => section(root, rulesOf(table)));
  const fields = Object.entries(fieldRights).flatMap(([type, { guarded = {} }]) =>
    Object.entries(guarded).map(([name, rule]): [string, Rule] => [`${type}.${name}`, rule]),
  );
  const values = valueRights.map(({ name, rule }): [string, Rule] => [name, rule]);
  return [
    intro,
    ...parts,
    section('Guarded fields', fields),
    section('Scores and boards', values),
    '## Fields for whoever gets the object\n',
    ...openFields(schema).map((line) => `- ${line}`),
    '',
  ].join('\n');
}

const rulesOf = (table: Record<string, { rule: Rule }>): [string, Rule][] =>
  Object.entries(table).map(([name, { rule }]) => [name, rule]);

const section = (title: string, rules: readonly [string, Rule][]): string =>
  [
    `## ${title}\n`,
    '| what | who |',
    '| --- | --- |',
    ...rules.map(([name, rule]) => `| \`${name}\` | ${who(rule)} |`),
    '',
  ].join('\n');

/** Roles, by stage where they differ. */
function who(rule: Rule): string {
  const at = new Map<string, Stage[]>();
  for (const stage of stages) {
    const allowed = roles.filter((role) => rule(role, stage));
    const text = wordsFor(allowed);
    at.set(text, [...(at.get(text) ?? []), stage]);
  }
  if (at.size === 1) return [...at.keys()].join('');
  return [...at].map(([text, where]) => `${where.map((stage) => stage.toLowerCase()).join(', ')}: ${text}`).join('; ');
}

function wordsFor(allowed: readonly Role[]): string {
  const isAnyone = roles.every((role) => role === 'NEWCOMER' || allowed.includes(role));
  if (!isAnyone) return allowed.map((role) => words[role]).join(', ') || 'nobody';
  return allowed.includes('NEWCOMER') ? `anyone, also an ${words.NEWCOMER}` : 'anyone';
}

/** Every field that no table guards, by type. */
function openFields(schema: GraphQLSchema): string[] {
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => !type.name.startsWith('__') && !roots.has(type))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((type) => {
      const { guarded = {} } = fieldRights[type.name] ?? {};
      const open = Object.keys(type.getFields()).filter((name) => !(name in guarded));
      return `${type.name}: ${open.toSorted().join(', ')}`;
    });
}
