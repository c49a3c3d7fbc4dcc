import { Text } from '@mantine/core';
import classes from './Figure.module.css';

/** One number that matters, with its name. */
export function Figure({ label, value, note }: { label: string; value: string; note?: string | undefined }) {
  return (
    <div className={classes['figure']}>
      <div className={classes['value']}>{value}</div>
      <Text size="sm">{label}</Text>
      {note && (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </div>
  );
}
