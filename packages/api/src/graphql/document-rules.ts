import {
  type ASTVisitor,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
  specifiedRules,
  type ValidationContext,
} from 'graphql';
import { limits } from './limits.js';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** A figure of a selection set. `ofField` is handed a way to learn the figure of what is below the field. */
interface Measure {
  ofField(field: FieldNode, below: () => number): number;
  together(figures: readonly number[]): number;
}

/** Measures with fragments written out. Linear in the document: a fragment's own figure is the same wherever it is spread. */
function measure(set: SelectionSetNode, fragments: Fragments, { ofField, together }: Measure): number {
  const known = new Map<string, number>();
  const ofSet = (one: SelectionSetNode | undefined): number =>
    together(
      (one?.selections ?? []).map((selection) => {
        if (selection.kind === Kind.FIELD) return ofField(selection, () => ofSet(selection.selectionSet));
        if (selection.kind === Kind.INLINE_FRAGMENT) return ofSet(selection.selectionSet);
        return ofFragment(selection.name.value);
      }),
    );
  const ofFragment = (name: string): number => {
    const figure = known.get(name);
    if (figure !== undefined) return figure;
    // Set before descending: a fragment in itself is another rule's error and must not send this one in circles.
    known.set(name, 0);
    const found = ofSet(fragments.get(name)?.selectionSet);
    known.set(name, found);
    return found;
  };
  return ofSet(set);
}

const sum = (figures: readonly number[]): number => figures.reduce((all, figure) => all + figure, 0);
const most = (figures: readonly number[]): number => figures.reduce((max, figure) => Math.max(max, figure), 0);
const levels: Measure = { ofField: (_field, below) => 1 + below(), together: most };
const fields: Measure = { ofField: (_field, below) => 1 + below(), together: sum };
const rootFields: Measure = { ofField: () => 1, together: sum };

const isIntrospection = ({ name }: FieldNode): boolean => name.value === '__schema' || name.value === '__type';

/** The figure of what the fields of introspection ask for. They are at the root alone. */
const ofIntrospection = (inner: Measure, fragments: Fragments): Measure => ({
  ofField: (field) =>
    isIntrospection(field) && field.selectionSet !== undefined ? measure(field.selectionSet, fragments, inner) : 0,
  together: inner.together,
});
const levelsOfData: Measure = {
  ofField: (field, below) => (isIntrospection(field) ? 1 : 1 + below()),
  together: most,
};

/**
 * Refuses documents that are larger than any page or tool needs, before anything of them is looked at twice: relations go
 * round in circles, and aliases, fragments and directives let a short text ask for the same thing many times.
 */
export function documentLimits(context: ValidationContext): ASTVisitor {
  const { definitions } = context.getDocument();
  const fragments: Fragments = new Map(
    definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])),
  );
  let aliases = 0;
  let directives = 0;
  const refuse = (message: string) => context.reportError(new GraphQLError(message));
  const hold = (figure: number, max: number, what: string) => {
    if (figure > max) refuse(`The query ${what.replace('#', String(max))}.`);
  };
  return {
    Document: {
      enter() {
        const count = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).length;
        hold(count, limits.fragments, 'has more than # fragments');
      },
      leave() {
        hold(aliases, limits.aliases, 'has more than # aliases');
        hold(directives, limits.directives, 'has more than # directives');
      },
    },
    Field(node) {
      if (node.alias !== undefined) aliases += 1;
    },
    Directive() {
      directives += 1;
    },
    OperationDefinition({ operation, selectionSet }) {
      const of = (what: Measure) => measure(selectionSet, fragments, what);
      const rootMax = operation === OperationTypeNode.MUTATION ? limits.mutationFields : limits.queryFields;
      hold(of(rootFields), rootMax, 'has more than # fields at its root');
      hold(of(levelsOfData), limits.depth, 'nests deeper than # levels');
      hold(
        of(ofIntrospection(levels, fragments)),
        limits.introspectionDepth,
        'asks for more than # levels of the schema',
      );
      hold(
        of(ofIntrospection(fields, fragments)),
        limits.introspectionFields,
        'asks for more than # fields of the schema',
      );
    },
  };
}

/** What a document must keep: the limits, and GraphQL's own rules. */
export const documentRules = [documentLimits, ...specifiedRules];
