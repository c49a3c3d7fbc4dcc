import { UnstyledButton } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { type LookLine, lookLines } from './preflight-words.ts';
import classes from './SubmitChecks.module.css';
import type { Look } from './use-preflight.ts';

interface Props {
  look: Look | null;
  /** The look is at what stands in the editor. */
  isCurrent: boolean;
  onJump: (line: LookLine) => void;
}

/** What a look at the files tells before anything runs; what is wrong leads to its line. */
export function SubmitChecks({ look, isCurrent, onJump }: Props) {
  return (
    <section aria-label="Checks" aria-busy={!isCurrent} data-testid="checks">
      <h2 className={classes['title']}>Before you send</h2>
      <ul className={classes['list']} data-stale={!isCurrent || undefined}>
        {look === null && <li>Looking at the files …</li>}
        {look !== null &&
          lookLines(look).map((line) => (
            <li key={`${line.path} ${line.words}`} data-kind={line.kind}>
              <Mark kind={line.kind} />
              {line.line === null ? (
                <Words line={line} />
              ) : (
                <UnstyledButton className={classes['jump']} onClick={() => onJump(line)}>
                  <Words line={line} />
                </UnstyledButton>
              )}
            </li>
          ))}
      </ul>
    </section>
  );
}

const Words = ({ line: { path, words } }: { line: LookLine }) => (
  <span>
    <code>{path}</code> {words}
  </span>
);

function Mark({ kind }: { kind: LookLine['kind'] }) {
  if (kind === 'fine') return <IconCheck size={15} stroke={2.2} aria-label="fine" />;
  if (kind === 'warning') return <IconAlertTriangle size={15} stroke={2} aria-label="warning" />;
  return <IconAlertCircle size={15} stroke={2} aria-label="error" />;
}
