import { Badge } from '@mantine/core';
import { IconArchive, IconEyeOff } from '@tabler/icons-react';
import type { EventVisibility } from '../../gql/graphql.ts';

/** What sets an event apart from most: not everybody sees it, or nothing of it changes any more. */
export function EventMarks({ event }: { event: { visibility: EventVisibility; archivedAt: string | null } }) {
  return (
    <>
      {event.visibility === 'HIDDEN' && (
        <Badge
          variant="default"
          leftSection={<IconEyeOff size={12} aria-hidden="true" />}
          title="Only its admins, its participants and those invited see it."
        >
          hidden
        </Badge>
      )}
      {event.archivedAt !== null && (
        <Badge
          variant="default"
          leftSection={<IconArchive size={12} aria-hidden="true" />}
          title="Readable as before; nothing of it changes any more."
        >
          archive
        </Badge>
      )}
    </>
  );
}
