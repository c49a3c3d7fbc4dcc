import { Button, Checkbox, Group, Menu, ScrollArea, Select, Switch, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconColumns3, IconDownload, IconFocus2, IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { BoardKind } from '../../gql/graphql.ts';
import { BoardMoment } from './BoardMoment.tsx';
import { type BoardViewState, exportAddress } from './board-view.ts';
import type { ShownColumn } from './shown-columns.ts';

const kindWords: Record<BoardKind, string> = {
  PUBLIC: 'Public',
  PUBLIC_COMPETITION: 'Public competition',
  PRIVATE: 'Private',
  PRIVATE_COMPETITION: 'Private competition',
  IN_PROGRESS: 'In progress',
  FAILED: 'Failed',
};

interface Props {
  slug: string;
  view: BoardViewState;
  onChange: (change: Partial<BoardViewState>) => void;
  /** The boards that the viewer may see. */
  kinds: readonly BoardKind[];
  /** All that there are, and which of them are shown. */
  columns: readonly ShownColumn[];
  visible: ReadonlySet<string>;
  onColumn: (key: string, isShown: boolean) => void;
  onUsualColumns: () => void;
  hasTeam: boolean;
}

/** Which board, which rows, which columns, and what can be done with them. */
export function BoardControls(props: Props) {
  const { slug, view, onChange, kinds, hasTeam } = props;
  return (
    <Group gap="xs" mb="sm" wrap="wrap">
      <Select
        aria-label="Board"
        size="xs"
        w={180}
        allowDeselect={false}
        data={kinds.map((kind) => ({ value: kind, label: kindWords[kind] }))}
        value={view.kind}
        onChange={(kind) => kind && onChange({ kind: kind as BoardKind, sort: null, page: 1, aroundMe: false })}
      />
      <Search text={view.text} onText={(text) => onChange({ text, page: 1, aroundMe: false })} />
      {hasTeam && (
        <Switch
          size="xs"
          label="Mine only"
          checked={view.mine}
          onChange={({ currentTarget }) => onChange({ mine: currentTarget.checked, page: 1, aroundMe: false })}
        />
      )}
      <Group gap="xs" ml="auto">
        {hasTeam && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconFocus2 size={14} />}
            onClick={() => onChange({ aroundMe: true, mine: false })}
          >
            Jump to me
          </Button>
        )}
        <BoardMoment at={view.at} onAt={(at) => onChange({ at, page: 1 })} />
        <Columns {...props} />
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Button variant="default" size="xs" leftSection={<IconDownload size={14} />}>
              Export
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>These rows, in full precision</Menu.Label>
            <Menu.Item component="a" href={exportAddress(slug, view, 'csv')} download>
              CSV
            </Menu.Item>
            <Menu.Item component="a" href={exportAddress(slug, view, 'json')} download>
              JSON
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
    </Group>
  );
}

const typingMs = 300;

function Search({ text, onText }: { text: string; onText: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  const settle = useDebouncedCallback(onText, typingMs);
  useEffect(() => setTyped(text), [text]);
  return (
    <TextInput
      aria-label="Find a team or a submission"
      placeholder="team or submission"
      size="xs"
      w={190}
      leftSection={<IconSearch size={14} />}
      value={typed}
      maxLength={200}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        settle(currentTarget.value);
      }}
    />
  );
}

function Columns({ columns, visible, onColumn, onUsualColumns }: Props) {
  return (
    <Menu closeOnItemClick={false} position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconColumns3 size={14} />}>
          Columns
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <ScrollArea.Autosize mah={340}>
          {columns
            .filter(({ isFixed }) => !isFixed)
            .map(({ key, word, hint }) => (
              <Checkbox
                key={key}
                size="xs"
                px="sm"
                py={5}
                label={word}
                title={hint}
                checked={visible.has(key)}
                onChange={({ currentTarget }) => onColumn(key, currentTarget.checked)}
              />
            ))}
        </ScrollArea.Autosize>
        <Menu.Divider />
        <Menu.Item onClick={onUsualColumns}>As usual</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
