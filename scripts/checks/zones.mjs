// Who may import whom (docs/architecture.md). A zone names its files, what they must not import, and the right door.
// Paths are those of source files from the checkout's root; packages of npm go by their name.

const DOMAIN = /^packages\/api\/src\/(?!graphql\/|migrations\/|testing\/)[^/]+\//;
const ROLE = /\.(entity|policy|queries|resolver|inputs|view|type|loader|test)\.ts$/;
const isCommand = (file) => DOMAIN.test(file) && !ROLE.test(file);
const GRAPHQL_PACKAGE = /^(graphql|type-graphql|graphql-.*|@apollo\/.*|@as-integrations\/.*)$/;
const QUEUE = /^bull$|^packages\/shared\/src\/queues\//;
const STORAGE = /^packages\/shared\/src\/artifacts\//;
const isTest = (file) => /\.test\.tsx?$|\/testing\//.test(file);
const feature = (file) => /^packages\/web\/src\/features\/([^/]+)\//.exec(file)?.[1];

const any =
  (...patterns) =>
  (target) =>
    patterns.some((pattern) => pattern.test(target));

export const ZONES = [
  {
    applies: (file) => file.startsWith('packages/shared/'),
    forbids: any(/^packages\/(?!shared\/)/),
    door: 'shared imports nothing of ours: move what both sides need into shared, or pass it in',
  },
  {
    applies: (file) => file.startsWith('packages/api/'),
    forbids: any(/^packages\/(worker|web)\//),
    door: 'the api and the worker meet through queues: the contracts are in packages/shared/src/queues',
  },
  {
    applies: (file) => file.startsWith('packages/worker/'),
    forbids: any(/^packages\/(api|web)\//),
    door: 'the worker meets the api through queues (packages/shared/src/queues), the command line through GraphQL',
  },
  {
    applies: (file) => file.startsWith('packages/worker/'),
    forbids: any(/^(pg|@mikro-orm\/.*)$/),
    door: 'a worker has no database: ask through a job, answer through a report',
  },
  {
    applies: (file) => file.startsWith('packages/web/') && !isTest(file),
    forbids: any(/^packages\/(api|worker)\//),
    door: 'the pages meet the api through schema.graphql: write a GraphQL document and use its generated type',
  },
  {
    applies: (file) => file !== 'packages/shared/src/queues/define-queue.ts' && file.startsWith('packages/'),
    forbids: any(/^bull$/),
    door: 'queues are defined with defineQueue of packages/shared/src/queues/define-queue.ts',
  },
  {
    applies: (file) => file.startsWith('packages/api/') && /\.(entity|policy)\.ts$/.test(file),
    forbids: any(QUEUE, STORAGE, /\.resolver\.ts$/),
    door: 'entities and policies only describe and decide: call commands and queues from a resolver or a command',
  },
  {
    applies: (file) => file.endsWith('.policy.ts'),
    forbids: (target, _file, isTypeOnly) => !isTypeOnly && isCommand(target),
    door: 'policies are pure: import types only, and take what they decide about as parameters',
  },
  {
    applies: isCommand,
    forbids: (target) => GRAPHQL_PACKAGE.test(target) || /\.resolver\.ts$/.test(target),
    door: 'commands know no GraphQL: take plain parameters, return a result or a refusal, let the resolver translate',
  },
  {
    applies: (file) => file.endsWith('.resolver.ts'),
    forbids: any(QUEUE, STORAGE, /^ioredis$/),
    door: 'resolvers ask: put the work into a command of the same folder and call that',
  },
  {
    applies: (file) => feature(file) !== undefined && !isTest(file),
    forbids: (target, file) => feature(target) !== undefined && feature(target) !== feature(file),
    door: 'features do not import each other: share through packages/web/src/ui or lib, or compose in app',
  },
  {
    applies: (file) => /^packages\/web\/src\/(ui|lib)\//.test(file),
    forbids: any(/^packages\/web\/src\/features\//),
    door: 'ui and lib know no feature: pass in what they show',
  },
];
