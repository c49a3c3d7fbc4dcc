import {
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getOperationAST,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { limits } from './limits.js';

/** A query whose answer depends on one event, its boards, and how the viewer stands to it alone. */
export interface CacheableQuery {
  document: DocumentNode;
  /** Which event; null where these variables make it depend on more. */
  eventSlug(variables: Record<string, unknown>): string | null;
}

/** Fields of an event that are columns of its row, or follow from them, the phase and the viewer's rights. */
const eventFields: ReadonlySet<string> = new Set([
  ...['__typename', 'id', 'slug', 'title', 'phase', 'opensAt', 'publicOpensAt', 'closesAt'],
  ...['board', 'boardKinds', 'boardChart', 'myParticipation', 'viewerAdministers'],
]);

/** Analyses a query: `{ event(slug: …) { … } }` with such fields only, in any number of fragments; null for all others. */
export function cacheableQuery(query: string, operationName: string | null): CacheableQuery | null {
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: limits.tokens });
  } catch {
    return null;
  }
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== 'query') return null;
  // A variable's own default could make it another board than the variables say.
  if (operation.variableDefinitions?.some(({ defaultValue }) => defaultValue?.kind === Kind.ENUM)) return null;
  const roots = fieldsOf(operation.selectionSet, document);
  const [root] = roots ?? [];
  if (roots?.length !== 1 || root?.name.value !== 'event') return null;
  const fields = root.selectionSet && fieldsOf(root.selectionSet, document);
  if (fields == null || !fields.every(({ name }) => eventFields.has(name.value))) return null;
  const boards = fields.filter(({ name }) => name.value === 'board');
  return {
    document,
    eventSlug(variables) {
      // The past is cheap to keep but endless; what is under way changes without its board.
      const isSteady = boards.every(
        (board) => argumentOf(board, 'at', variables) == null && argumentOf(board, 'kind', variables) !== 'IN_PROGRESS',
      );
      const slug = argumentOf(root, 'slug', variables);
      return isSteady && typeof slug === 'string' ? slug : null;
    },
  };
}

/** All fields of a selection, those of fragments too; null where it has fragments within fragments beyond measure. */
function fieldsOf(set: SelectionSetNode, document: DocumentNode, depth = 0): FieldNode[] | null {
  if (depth > 5) return null;
  const fields: FieldNode[] = [];
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      fields.push(selection);
      continue;
    }
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection.selectionSet
        : document.definitions.find((definition) => isFragment(definition, selection.name.value))?.selectionSet;
    const innerFields = inner === undefined ? null : fieldsOf(inner, document, depth + 1);
    if (innerFields === null) return null;
    fields.push(...innerFields);
  }
  return fields;
}

const isFragment = (definition: DefinitionNode, name: string): definition is FragmentDefinitionNode =>
  definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name;

/** An argument as it is for these variables: text, the name of an enum's value, or null for all else. */
function argumentOf(field: FieldNode, name: string, variables: Record<string, unknown>): unknown {
  const value = field.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value === undefined) return undefined;
  switch (value.kind) {
    case Kind.VARIABLE:
      return variables[value.name.value];
    case Kind.STRING:
    case Kind.ENUM:
      return value.value;
    default:
      return null;
  }
}
