import { Button, Divider } from '@mantine/core';
import { IconLogin2 } from '@tabler/icons-react';
import { paths } from '../../app/paths.ts';
import { useSignInOptions } from './use-sign-in-options.ts';

/** The way in through an identity provider, where there is one. It leaves the pages and comes back to where one came from. */
export function ProviderButton({ back }: { back: string }) {
  const provider = useSignInOptions()?.identityProvider;
  if (!provider) return null;
  return (
    <>
      <Divider label="or" />
      <Button component="a" href={paths.oidcStart(back)} variant="default" leftSection={<IconLogin2 size={16} />}>
        Sign in with {provider}
      </Button>
    </>
  );
}
