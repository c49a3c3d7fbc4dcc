import { Text } from '@mantine/core';
import { byteWords } from '../../lib/byte-words.ts';
import { DataTable } from '../../ui/DataTable.tsx';

/** What is in the public part of a kit. `count` is more than there are files where the list was cut. */
export function KitFiles({ files, count }: { files: readonly { path: string; bytes: number }[]; count: number }) {
  return (
    <>
      <DataTable label="Files of the kit">
        <thead>
          <tr>
            <th scope="col">file</th>
            <th scope="col" data-numeric>
              size
            </th>
          </tr>
        </thead>
        <tbody>
          {files.map(({ path, bytes }) => (
            <tr key={path} data-testid="kit-file">
              <th scope="row">
                <code>{path}</code>
              </th>
              <td data-numeric title={`${bytes.toLocaleString('en')} bytes`}>
                {byteWords(bytes)}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      {count > files.length && (
        <Text size="sm" c="dimmed" mt="xs">
          and {(count - files.length).toLocaleString('en')} more
        </Text>
      )}
    </>
  );
}
