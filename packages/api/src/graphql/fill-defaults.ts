import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  getOperationAST,
  isInputObjectType,
  isInputType,
  isListType,
  typeFromAST,
  valueFromASTUntyped,
} from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

/**
 * Variables with the defaults that the document and the schema state for what is left out. The compiler of queries takes
 * a type that must not be null for one that must be sent, whatever its default.
 */
export function fillDefaults(
  schema: GraphQLSchema,
  { document, operationName }: { document: DocumentNode; operationName: string | undefined },
  variables: Variables,
): Variables {
  const filled: Record<string, unknown> = { ...variables };
  for (const { variable, type, defaultValue } of getOperationAST(document, operationName)?.variableDefinitions ?? []) {
    const name = variable.name.value;
    if (filled[name] === undefined && defaultValue !== undefined) filled[name] = valueFromASTUntyped(defaultValue);
    const known = typeFromAST(schema, type as never);
    if (filled[name] !== undefined && isInputType(known)) filled[name] = fillValue(known, filled[name]);
  }
  return filled;
}

/** The same value where nothing is missing. */
function fillValue(type: GraphQLInputType, value: unknown): unknown {
  const known = getNullableType(type);
  if (isListType(known)) return Array.isArray(value) ? value.map((one) => fillValue(known.ofType, one)) : value;
  if (!isInputObjectType(known) || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const filled: Record<string, unknown> = { ...value };
  for (const { name, type: fieldType, defaultValue } of Object.values(known.getFields())) {
    // Enums, numbers and flags alone have defaults here, and they are the same inside and outside.
    if (filled[name] === undefined && defaultValue !== undefined) filled[name] = defaultValue;
    else if (filled[name] !== undefined) filled[name] = fillValue(fieldType, filled[name]);
  }
  return filled;
}
