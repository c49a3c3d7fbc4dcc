import { Button, FileButton, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { IconFileZip, IconFolder } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { byteWords } from '../../lib/byte-words.ts';
import { folderOf, type KitSource } from './kit-sources.ts';

interface Props {
  /** What it is a source of, for names that are read out: `Kit`, `Private data`. */
  label: string;
  kinds: readonly KitSource['kind'][];
  source: KitSource | null;
  onChange: (source: KitSource | null) => void;
  /** What is wrong with it, in words. */
  error: string | null;
}

const words = { folder: 'Folder', zip: 'Zip', git: 'Git address' } as const;

/** Lets somebody choose a folder, a zip or a repository. */
export function SourcePicker({ label, kinds, source, onChange, error }: Props) {
  const [kind, setKind] = useState<KitSource['kind']>(source?.kind ?? kinds[0] ?? 'folder');
  const folderInput = useRef<HTMLInputElement>(null);

  function choose(next: KitSource['kind']) {
    setKind(next);
    onChange(next === 'git' ? { kind: 'git', url: '', ref: '', subfolder: '' } : null);
  }

  return (
    <Stack gap="xs" role="group" aria-label={label}>
      <SegmentedControl
        aria-label={`${label}: where from`}
        value={kind}
        onChange={(value) => choose(value as KitSource['kind'])}
        data={kinds.map((value) => ({ value, label: words[value] }))}
        w="fit-content"
      />
      {kind === 'folder' && (
        <Group gap="sm">
          {/* Folders cannot be chosen in another way, and the attribute has no name in React's types. */}
          <input
            ref={folderInput}
            type="file"
            multiple
            hidden
            aria-label={`${label}: folder`}
            {...{ webkitdirectory: '' }}
            onChange={({ currentTarget }) => {
              const chosen = folderOf(currentTarget.files ?? []);
              onChange(chosen.files.length > 0 ? { kind: 'folder', ...chosen } : null);
              // Choosing the same folder again, after a change in it, is a choice too.
              currentTarget.value = '';
            }}
          />
          <Button
            variant="default"
            leftSection={<IconFolder size={16} aria-hidden="true" />}
            onClick={() => folderInput.current?.click()}
          >
            Choose a folder
          </Button>
        </Group>
      )}
      {kind === 'zip' && (
        <FileButton
          accept=".zip,application/zip"
          inputProps={{ 'aria-label': `${label}: zip` }}
          onChange={(file) => onChange(file ? { kind: 'zip', name: file.name, file } : null)}
        >
          {(props) => (
            <Button
              {...props}
              variant="default"
              w="fit-content"
              leftSection={<IconFileZip size={16} aria-hidden="true" />}
            >
              Choose a zip
            </Button>
          )}
        </FileButton>
      )}
      {source?.kind === 'git' && <GitFields source={source} onChange={onChange} />}
      {source && source.kind !== 'git' && <Text size="sm">{chosenWords(source)}</Text>}
      {error && (
        <Text size="sm" c="var(--db-bad)" role="alert">
          {error}
        </Text>
      )}
    </Stack>
  );
}

function GitFields(props: { source: Extract<KitSource, { kind: 'git' }>; onChange: (source: KitSource) => void }) {
  const { source, onChange } = props;
  return (
    <Stack gap="xs">
      <TextInput
        label="Address"
        description="https, readable by everybody"
        placeholder="https://git.example.org/kits/iris.git"
        type="url"
        value={source.url}
        onChange={({ currentTarget: { value } }) => onChange({ ...source, url: value })}
      />
      <Group grow align="flex-start">
        <TextInput
          label="Branch, tag or commit"
          placeholder="the default branch"
          value={source.ref}
          onChange={({ currentTarget: { value } }) => onChange({ ...source, ref: value })}
        />
        <TextInput
          label="Folder in it"
          placeholder="the whole repository"
          value={source.subfolder}
          onChange={({ currentTarget: { value } }) => onChange({ ...source, subfolder: value })}
        />
      </Group>
    </Stack>
  );
}

function chosenWords(source: Exclude<KitSource, { kind: 'git' }>): string {
  if (source.kind === 'zip') return `${source.name}, ${byteWords(source.file.size)}`;
  const bytes = source.files.reduce((sum, { file }) => sum + file.size, 0);
  return `${source.name || 'The folder'}: ${source.files.length.toLocaleString('en')} files, ${byteWords(bytes)}`;
}
