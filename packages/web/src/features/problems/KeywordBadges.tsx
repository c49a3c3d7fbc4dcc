import { Badge, Group } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import type { KeywordKind } from '../../gql/graphql.ts';

const kinds = { DATA_DOMAIN: 'Data domain', THEME: 'Theme' } as const;

/** A problem's keywords, each a way to others that have it. */
export function KeywordBadges({ keywords }: { keywords: readonly { kind: KeywordKind; name: string }[] }) {
  if (keywords.length === 0) return null;
  return (
    <Group gap={6} component="ul" m={0} p={0} style={{ listStyle: 'none' }} aria-label="Keywords">
      {keywords.map(({ kind, name }) => (
        <li key={`${kind} ${name}`}>
          <Badge
            component={Link}
            to={paths.problems(name)}
            variant={kind === 'DATA_DOMAIN' ? 'light' : 'outline'}
            tt="none"
            fw={500}
            title={`${kinds[kind]}: ${name}`}
            style={{ cursor: 'pointer' }}
          >
            {name}
          </Badge>
        </li>
      ))}
    </Group>
  );
}
