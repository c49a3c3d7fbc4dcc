import { Card, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Page } from '../../ui/Page.tsx';

/** The frame that sign-in and sign-up share. */
export function AuthCard(props: { title: string; lead: string; children: ReactNode; foot: ReactNode }) {
  return (
    <Page title={props.title}>
      <Stack maw={380} mx="auto" mt={{ base: 16, sm: 56 }} gap="md">
        <div>
          <Title order={1}>{props.title}</Title>
          <Text c="dimmed" mt={4}>
            {props.lead}
          </Text>
        </div>
        <Card withBorder padding="lg" bg="var(--db-surface)">
          {props.children}
        </Card>
        <Text size="sm" c="dimmed" ta="center">
          {props.foot}
        </Text>
      </Stack>
    </Page>
  );
}
