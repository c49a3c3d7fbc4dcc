import { useMutation } from '@apollo/client/react';
import { graphql } from '../../gql/gql.ts';
import type { ImportChoice } from './import-choice.ts';

graphql(`
  fragment UserImport_row on UserImportRow {
    line
    outcome
    entry
    username
    email
    firstName
    lastName
    field
    message
    suggestion
  }
`);

const PREVIEW = graphql(`
  mutation PreviewUserImport($input: PreviewUserImportInput!) {
    previewUserImport(input: $input) {
      preview {
        newCount
        existingCount
        problemCount
        unknownColumns
        isMisread
        rows {
          ...UserImport_row
        }
      }
      refusal {
        field
        message
      }
    }
  }
`);

const IMPORT = graphql(`
  mutation ImportUsers($input: ImportUsersInput!) {
    importUsers(input: $input) {
      createdCount
      rows {
        line
        outcome
        entry
        username
        email
        firstName
        lastName
        field
        message
        suggestion
        password
      }
      refusal {
        field
        message
      }
    }
  }
`);

/** Previews and imports. Nothing of either is kept in the cache: it is about people, and may hold passwords. */
export function useUserImport() {
  const [preview, previewing] = useMutation(PREVIEW, { fetchPolicy: 'no-cache' });
  const [run, running] = useMutation(IMPORT, { fetchPolicy: 'no-cache' });
  const inputOf = ({ file, eventSlug, takesSuggestions }: ImportChoice) => ({
    csv: file?.text ?? '',
    eventSlug,
    takesSuggestions,
  });
  return {
    preview: previewing,
    result: running,
    /** Failures are kept in `preview` and `result`, so nothing is thrown. */
    ask: (choice: ImportChoice) => {
      running.reset();
      return preview({ variables: { input: inputOf(choice) } }).catch(() => null);
    },
    run: (choice: ImportChoice) =>
      run({ variables: { input: { ...inputOf(choice), passwords: choice.passwords } } }).catch(() => null),
    reset: () => {
      previewing.reset();
      running.reset();
    },
  };
}
