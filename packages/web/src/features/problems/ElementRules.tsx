import { graphql } from '../../gql/gql.ts';
import type { ElementRules_VersionFragment } from '../../gql/graphql.ts';
import { byteWords } from '../../lib/byte-words.ts';
import { DataTable } from '../../ui/DataTable.tsx';

graphql(`
  fragment ElementRules_version on ProblemVersion {
    id
    elements {
      name
      fileName
      extension
      type
      maxBytes
    }
  }
`);

const types = { CODE: 'code', TEXT: 'text', DATA: 'data' } as const;

/** The files that a submission has, and what is asked of each. */
export function ElementRules({ version }: { version: ElementRules_VersionFragment }) {
  return (
    <DataTable label="Files of a submission">
      <thead>
        <tr>
          <th scope="col">file</th>
          <th scope="col">holds</th>
          <th scope="col" data-numeric>
            at most
          </th>
        </tr>
      </thead>
      <tbody>
        {version.elements.map(({ name, fileName, type, maxBytes }) => (
          <tr key={name} data-testid="element-rule">
            <th scope="row">
              <code>{fileName}</code>
            </th>
            <td>{types[type]}</td>
            <td data-numeric>{byteWords(maxBytes)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
