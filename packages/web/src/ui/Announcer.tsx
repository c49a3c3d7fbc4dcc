import { VisuallyHidden } from '@mantine/core';

/** Reads `text` aloud to those who listen rather than look, whenever it changes. */
export function Announcer({ text }: { text: string }) {
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {text}
    </VisuallyHidden>
  );
}
