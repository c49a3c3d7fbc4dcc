import { EmptyState } from '@mantine/core';
import type { ReactNode } from 'react';

/** A place with nothing in it yet: what that means and, as children, the next step. */
export function Empty(props: { icon: ReactNode; title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <EmptyState
      py={56}
      icon={props.icon}
      title={props.title}
      description={props.children}
      size="md"
      maw={460}
      mx="auto"
    >
      {props.action && <EmptyState.Actions>{props.action}</EmptyState.Actions>}
    </EmptyState>
  );
}
