import { List, Text, Title } from '@mantine/core';
import { graphql } from '../../gql/gql.ts';
import type { VersionChanges_VersionFragment } from '../../gql/graphql.ts';
import { DataTable } from '../../ui/DataTable.tsx';

graphql(`
  fragment VersionChanges_version on ProblemVersion {
    id
    changes {
      sinceNumber
      facts {
        what
        before
        after
      }
      kitFiles {
        added
        removed
        changed
        addedCount
        removedCount
        changedCount
      }
      dataFiles {
        added
        removed
        changed
        addedCount
        removedCount
        changedCount
      }
    }
  }
`);

type Changes = NonNullable<VersionChanges_VersionFragment['changes']>;
type Files = Changes['kitFiles'];

/** What is not as it was in the version before. Nothing for the first. */
export function VersionChanges({ version }: { version: VersionChanges_VersionFragment }) {
  const { changes } = version;
  if (!changes) return null;
  const { facts, kitFiles, dataFiles, sinceNumber } = changes;
  const isSame = facts.length === 0 && countOf(kitFiles) === 0 && countOf(dataFiles) === 0;
  return (
    <section data-testid="version-changes">
      <Title order={3} size="h5" mb="xs">
        Changed since version {sinceNumber}
      </Title>
      {isSame && <Text size="sm">Nothing that can be seen from here.</Text>}
      {facts.length > 0 && (
        <DataTable label={`Facts changed since version ${sinceNumber}`}>
          <thead>
            <tr>
              <th scope="col">what</th>
              <th scope="col">before</th>
              <th scope="col">now</th>
            </tr>
          </thead>
          <tbody>
            {facts.map(({ what, before, after }) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td style={{ whiteSpace: 'normal' }}>{before || '–'}</td>
                <td style={{ whiteSpace: 'normal' }}>{after || '–'}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      <FileList title="Files of the kit" files={kitFiles} />
      <FileList title="Private data" files={dataFiles} />
    </section>
  );
}

const countOf = ({ addedCount, removedCount, changedCount }: Files) => addedCount + removedCount + changedCount;

function FileList({ title, files }: { title: string; files: Files }) {
  const count = countOf(files);
  if (count === 0) return null;
  const lines = [
    ...files.added.map((path) => ({ path, word: 'added' })),
    ...files.removed.map((path) => ({ path, word: 'removed' })),
    ...files.changed.map((path) => ({ path, word: 'changed' })),
  ];
  return (
    <details open={count <= 20}>
      <summary>
        {title}: {files.addedCount} added, {files.removedCount} removed, {files.changedCount} changed
      </summary>
      <List size="sm" listStyleType="none">
        {lines.map(({ path, word }) => (
          <List.Item key={`${word} ${path}`}>
            <Text span size="sm" c="dimmed" w={70} display="inline-block">
              {word}
            </Text>
            <code>{path}</code>
          </List.Item>
        ))}
      </List>
      {count > lines.length && (
        <Text size="sm" c="dimmed">
          and {(count - lines.length).toLocaleString('en')} more
        </Text>
      )}
    </details>
  );
}
