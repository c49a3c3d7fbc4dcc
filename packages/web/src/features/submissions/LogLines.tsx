import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { LogRow } from './fold-log-view.ts';
import classes from './LogLines.module.css';
import { blocksOf, type LogBlock } from './log-blocks.ts';

/** So near to its end a log counts as read to the end. */
const endPixels = 24;
/** Of a line that does not wrap; what is out of sight is taken to be so high. */
const linePixels = 19.4;

/** The rows of a log in a box of its own. It follows the end until the reader scrolls up, and again when back down. */
export function LogLines({ rows, label, isGrowing }: { rows: readonly LogRow[]; label: string; isGrowing: boolean }) {
  // What was over when it was opened is read from its beginning.
  const [isFollowing, setFollowing] = useState(isGrowing);
  const blocks = useMemo(() => blocksOf(rows), [rows]);
  const box = useRef<HTMLPreElement>(null);
  const content = useRef<HTMLSpanElement>(null);
  const seen = useRef({ top: 0, height: 0 });

  // Lines get their true height when they are drawn, which is after they were added.
  useEffect(() => {
    if (!isFollowing || !content.current) return;
    const observer = new ResizeObserver(() => toEnd(box.current));
    observer.observe(content.current);
    return () => observer.disconnect();
  }, [isFollowing]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each row that comes moves the end
  useLayoutEffect(() => {
    if (isFollowing) toEnd(box.current);
  }, [blocks, isFollowing]);

  const onScroll = () => {
    if (!box.current) return;
    const { scrollTop: top, scrollHeight: height, clientHeight } = box.current;
    // A box that became lower scrolls by itself; only a reader scrolls up in one that did not.
    const hasGoneUp = top < seen.current.top && height >= seen.current.height;
    seen.current = { top, height };
    if (height - top - clientHeight < endPixels) setFollowing(isGrowing);
    else if (hasGoneUp) setFollowing(false);
  };
  return (
    <div className={classes['frame']}>
      <pre
        ref={box}
        className={classes['log']}
        onScroll={onScroll}
        role="log"
        aria-live="off"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <span ref={content}>
          {blocks.map((block, index) =>
            block.remark === null ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: blocks are only ever added at the end
              <Block key={index} {...block} />
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same
              <span key={index} className={classes['remark']}>
                {block.remark}
              </span>
            ),
          )}
        </span>
      </pre>
      {isGrowing && !isFollowing && (
        <Button
          className={classes['follow'] ?? ''}
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowDown size={14} />}
          onClick={() => setFollowing(true)}
        >
          Follow the end
        </Button>
      )}
    </div>
  );
}

const toEnd = (box: HTMLElement | null) => box?.scrollTo({ top: box.scrollHeight });

// Equal blocks are not drawn again, and blocks out of sight not at all.
const Block = memo(function Block({ linesBefore, lineCount, text }: LogBlock) {
  return (
    <span className={classes['block']} style={{ containIntrinsicBlockSize: `auto ${lineCount * linePixels}px` }}>
      {/* The count begins inside: what is skipped when out of sight counts for itself. */}
      <span style={{ counterReset: `line ${linesBefore}` }}>
        {text.split('\n').map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a log have no other name than their number
          <span key={index} className={classes['line']}>
            {line}
            {'\n'}
          </span>
        ))}
      </span>
    </span>
  );
});
