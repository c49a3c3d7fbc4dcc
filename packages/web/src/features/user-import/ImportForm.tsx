import { Alert, Checkbox, FileInput, Group, Radio, Select, Stack, Text } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useState } from 'react';
import type { ImportPasswords } from '../../gql/graphql.ts';
import { decodeText } from './decode-text.ts';
import type { ImportChoice } from './import-choice.ts';

interface Props {
  choice: ImportChoice;
  events: readonly { slug: string; title: string }[];
  onChange: (choice: ImportChoice) => void;
}

const bytesMax = 1_048_576;

/** The file, the event to enter, and how people get in. */
export function ImportForm({ choice, events, onChange }: Props) {
  const [file, setFile] = useState<File | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const take = async (chosen: File | null) => {
    setFile(chosen);
    setTrouble(null);
    if (chosen === null) return onChange({ ...choice, file: null });
    if (chosen.size > bytesMax) {
      setTrouble('A file has at most 1 MiB. Import it in parts.');
      return onChange({ ...choice, file: null });
    }
    try {
      onChange({
        ...choice,
        file: { ...decodeText(new Uint8Array(await chosen.arrayBuffer())), name: chosen.name },
      });
    } catch {
      setTrouble('The file could not be read. Choose it again.');
      onChange({ ...choice, file: null });
    }
  };
  return (
    <Stack gap="md" maw={640}>
      <FileInput
        label="CSV file"
        description="The first line names the columns: firstname, lastname, email, name, hidden_notes. Only email must be there. At most 2,000 people."
        placeholder="Choose a file"
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        leftSection={<IconFileSpreadsheet size={16} aria-hidden="true" />}
        clearable
        value={file}
        onChange={(chosen) => void take(chosen)}
        error={trouble}
      />
      {choice.file?.encoding === 'Windows-1252' && (
        <Alert variant="light" color="amber" role="status">
          The file is not in UTF-8 and was read as Windows-1252 (Latin-1). Look whether names with accents are right.
        </Alert>
      )}
      <Select
        label="Event"
        description="Everybody on the list takes part in it, approved."
        placeholder="None: only make the accounts"
        searchable
        clearable
        data={events.map(({ slug, title }) => ({ value: slug, label: `${title} (${slug})` }))}
        value={choice.eventSlug}
        onChange={(eventSlug) => onChange({ ...choice, eventSlug })}
      />
      <Radio.Group
        label="How they get in"
        value={choice.passwords}
        onChange={(passwords) => onChange({ ...choice, passwords: passwords as ImportPasswords })}
      >
        <Group mt={6} gap="lg">
          <Radio value="LINKS" label="A mail with a link to choose a password" />
          <Radio
            value="GENERATED"
            label="Passwords that I hand out, good until they choose their own (at most 200 people)"
          />
        </Group>
      </Radio.Group>
      <Checkbox
        label="Where a user name is taken or impossible, use the suggested one"
        checked={choice.takesSuggestions}
        onChange={(event) => onChange({ ...choice, takesSuggestions: event.currentTarget.checked })}
      />
      <Text size="sm" c="dimmed">
        An address that has an account already is never changed: that account is used. The same file again does nothing
        new.
      </Text>
    </Stack>
  );
}
