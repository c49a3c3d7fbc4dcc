import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconDownload, IconKey, IconUserCheck } from '@tabler/icons-react';
import { ImportTable, type ShownRow } from './ImportTable.tsx';
import { passwordsCsv } from './passwords-csv.ts';

interface Props {
  rows: readonly ShownRow[];
  createdCount: number;
  hasEvent: boolean;
  onAgain: () => void;
}

/** Offers text as a file. */
function download(name: string, text: string): void {
  // The mark tells spreadsheets that it is UTF-8.
  const url = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** What an import has done, and, this once, the passwords it has made. */
export function ImportResult({ rows, createdCount, hasEvent, onAgain }: Props) {
  const hasPasswords = rows.some(({ password }) => password != null);
  const entered = rows.filter(({ entry }) => entry === 'ENTERS').length;
  return (
    <Stack gap="md">
      <Alert color="teal" variant="light" icon={<IconUserCheck size={18} />} role="status">
        {createdCount} account{createdCount === 1 ? '' : 's'} made
        {hasEvent && `, ${entered} entered the event`}.{' '}
        {createdCount > 0 && !hasPasswords && 'Mails with links are on their way; the links work for 14 days.'}
      </Alert>
      {hasPasswords && (
        <Alert color="amber" variant="light" icon={<IconKey size={18} />} title="These passwords are shown only now">
          <Text size="sm">
            They are stored nowhere. Download them before you leave this page. Each works until its owner has signed in
            with it: they choose their own then, before anything else.
          </Text>
          <Button
            mt="sm"
            size="xs"
            leftSection={<IconDownload size={14} aria-hidden="true" />}
            onClick={() => download('passwords.csv', passwordsCsv(rows))}
          >
            Download passwords
          </Button>
        </Alert>
      )}
      <div>
        <ImportTable rows={rows} isDone hasEvent={hasEvent} />
      </div>
      <Group>
        <Button variant="default" onClick={onAgain}>
          Import another file
        </Button>
      </Group>
    </Stack>
  );
}
