import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Page } from '../ui/Page.tsx';

/** Shown when a page breaks through a fault of ours, or a part of it could not be loaded after an upgrade. */
export function RouteError() {
  return (
    <Page title="Something broke">
      <Alert color="red" icon={<IconAlertTriangle size={18} />} title="This page broke" role="alert">
        That is our fault, not yours. Your drafts and submissions are kept on the server. Loading the page again usually
        helps.
        <div>
          <Button mt="sm" size="xs" onClick={() => window.location.reload()}>
            Load again
          </Button>
        </div>
      </Alert>
    </Page>
  );
}
