import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { fileChecks } from './file-checks.ts';
import classes from './SubmitChecks.module.css';

interface Props {
  elements: readonly { name: string; fileName: string; isPython: boolean }[];
  files: Readonly<Record<string, string>>;
}

/** What a look at the text can tell before anything runs. Only advice: the server decides what it takes. */
export function SubmitChecks({ elements, files }: Props) {
  return (
    <section aria-label="Checks">
      <h2 className={classes['title']}>Before you send</h2>
      <ul className={classes['list']}>
        {fileChecks(elements, files).map(({ path, words, isMet }) => (
          <li key={path} data-met={isMet}>
            {isMet ? (
              <IconCheck size={15} stroke={2.2} aria-label="fine" />
            ) : (
              <IconAlertTriangle size={15} stroke={2} aria-label="missing" />
            )}
            <span>
              <code>{path}</code> {words}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
