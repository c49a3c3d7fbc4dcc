import { IconFileImport } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, useState } from 'react';
import classes from './UploadZone.module.css';

/** Whatever lies inside takes files that are dropped onto it. The button beside it is the way without a mouse. */
export function UploadZone({ onFiles, children }: { onFiles: (files: File[]) => void; children: ReactNode }) {
  const [isOver, setOver] = useState(false);
  const hasFiles = (drag: DragEvent) => drag.dataTransfer.types.includes('Files');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has no keyboard; the upload button does the same
    <div
      className={classes['zone']}
      data-testid="upload-zone"
      // Taken on the way down: the editor would put the file's text at the cursor.
      onDragOverCapture={(drag) => {
        if (!hasFiles(drag)) return;
        drag.preventDefault();
        setOver(true);
      }}
      onDragLeave={(drag) => {
        if (!drag.currentTarget.contains(drag.relatedTarget as Node | null)) setOver(false);
      }}
      onDropCapture={(drag) => {
        if (!hasFiles(drag)) return;
        drag.preventDefault();
        drag.stopPropagation();
        setOver(false);
        onFiles([...drag.dataTransfer.files]);
      }}
    >
      {children}
      {isOver && (
        <div className={classes['over']} aria-hidden="true">
          <IconFileImport size={26} stroke={1.5} /> Drop files or a zip
        </div>
      )}
    </div>
  );
}
