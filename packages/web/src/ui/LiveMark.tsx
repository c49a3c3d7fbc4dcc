import { useConnection } from '../lib/connection.ts';
import classes from './LiveMark.module.css';

const words = { idle: 'connecting', live: 'live', reconnecting: 'reconnecting' } as const;

/** Whether the numbers on the page move by themselves at the moment. */
export function LiveMark() {
  const connection = useConnection();
  return (
    <span className={classes['mark']} data-connection={connection}>
      {words[connection]}
    </span>
  );
}
