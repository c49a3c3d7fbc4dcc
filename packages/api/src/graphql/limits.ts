/**
 * What one request may ask for. Each figure is several times what the pages need; a test walks their documents. The guide
 * for users of the API names them.
 */
export const limits = {
  /** Of a request's body: a chunk of an upload in base64, or a submission's files as JSON strings, fits. */
  bodyBytes: 12 * 1_048_576,
  /** JSON values, and levels of them, in one body. */
  jsonValues: 500_000,
  jsonDepth: 32,
  /** Characters, and tokens, of one document; the largest of the pages has a few hundred tokens. */
  documentCharacters: 65_536,
  tokens: 2000,
  /** Levels of fields; the deepest query of the pages has about seven. */
  depth: 12,
  /** Levels below `__schema` and `__type`; the query that tools send has about thirteen. */
  introspectionDepth: 16,
  /** Fields of introspection once fragments are written out; two of the queries that tools send. */
  introspectionFields: 500,
  aliases: 30,
  directives: 30,
  fragments: 60,
  queryFields: 20,
  mutationFields: 5,
  /** Objects that the answer may hold, as the schema lets one expect; see `cost.ts`. */
  cost: 20_000,
  /** Fields once fragments are written out. */
  expandedFields: 5000,
} as const;

/** What one WebSocket may do. */
export const socketLimits = {
  messageBytes: 65_536,
  subscriptions: 50,
  /** Messages of any kind within ten seconds. */
  messagesPer10Seconds: 300,
  /** New subscriptions within ten seconds; a page opens a handful. */
  subscribesPer10Seconds: 100,
} as const;
