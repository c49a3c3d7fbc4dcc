import { Anchor, Card, Code, Stack, Text, Title } from '@mantine/core';

/** Where the command line is, and how to begin with it. */
export function CommandLine() {
  const { origin } = window.location;
  return (
    <Card withBorder padding="lg" bg="var(--db-surface)" maw={720} component="section" aria-labelledby="command-line">
      <Stack gap="xs">
        <Title order={2} size="h4" id="command-line">
          The command line
        </Title>
        <Text size="sm">
          <Anchor href="/cli/databoard.mjs" download="databoard.mjs" inherit>
            databoard.mjs
          </Anchor>{' '}
          is one file for Node 22 or newer: it submits, follows, and prints scores, logs and leaderboards. It signs in
          by itself and keeps a token; where it runs without you, give it one as DATABOARD_TOKEN.
        </Text>
        <Code block tabIndex={0}>
          {`node databoard.mjs login --api ${origin}\nnode databoard.mjs submit <event> <folder> --wait`}
        </Code>
      </Stack>
    </Card>
  );
}
