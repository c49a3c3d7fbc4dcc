import { Button, Group, Popover, Text, TextInput } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';

/** The value that a field for a local moment wants. */
function localValue(iso: string | null): string {
  if (iso === null) return '';
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Chooses the moment to look at the board of; null is now. */
export function BoardMoment({ at, onAt }: { at: string | null; onAt: (at: string | null) => void }) {
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState(localValue(at));
  const moment = typed === '' ? Number.NaN : new Date(typed).getTime();
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" withinPortal trapFocus>
      <Popover.Target>
        <Button
          variant={at === null ? 'default' : 'light'}
          size="xs"
          leftSection={<IconHistory size={14} />}
          onClick={() => {
            setTyped(localValue(at));
            setOpen(!isOpen);
          }}
        >
          As of
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <TextInput
          type="datetime-local"
          label="The board as it was at"
          description="in your own time zone"
          size="xs"
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <Group mt="sm" gap="xs">
          <Button
            size="xs"
            disabled={Number.isNaN(moment)}
            onClick={() => {
              onAt(new Date(moment).toISOString());
              setOpen(false);
            }}
          >
            Show
          </Button>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              onAt(null);
              setOpen(false);
            }}
          >
            Now
          </Button>
        </Group>
        <Text size="xs" c="dimmed" mt="xs" maw={230}>
          Names of teams, selections and what ranks are those of today; the blend of that time is gone.
        </Text>
      </Popover.Dropdown>
    </Popover>
  );
}
