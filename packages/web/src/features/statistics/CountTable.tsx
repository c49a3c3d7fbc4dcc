import { Text, Title } from '@mantine/core';
import { DataTable } from '../../ui/DataTable.tsx';

/** A title and a table of names with counts, the most frequent first. */
export function CountTable(props: { title: string; column: string; rows: readonly { name: string; count: number }[] }) {
  const { title, column, rows } = props;
  return (
    <section aria-label={title}>
      <Title order={3} size="h4" mb="xs">
        {title}
      </Title>
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          None.
        </Text>
      ) : (
        <DataTable label={title}>
          <thead>
            <tr>
              <th scope="col">{column}</th>
              <th scope="col" data-numeric>
                submissions
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, count }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td data-numeric>{count}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </section>
  );
}
