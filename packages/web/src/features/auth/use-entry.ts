import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { backFrom } from '../../app/paths.ts';
import { restartSession } from '../../lib/apollo.ts';

interface Refused {
  field?: string | null;
  message: string;
}

/** What signing in and signing up share: one try at a time, a refusal to show, and the way back to where one came from. */
export function useEntry() {
  const back = backFrom(useLocation().search);
  const navigate = useNavigate();
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  /** Asks to be let in; `'stay'` is a yes that lets nobody in yet. `showAtField` says whether it has shown a refusal. */
  const enter = async (
    ask: () => Promise<Refused | 'stay' | null | undefined>,
    showAtField = (_: Refused) => false,
  ) => {
    setIsBusy(true);
    setRefusal(null);
    try {
      const refused = await ask();
      if (refused === 'stay') return;
      if (refused) {
        if (!showAtField(refused)) setRefusal(refused.message);
        return;
      }
      await restartSession();
      await navigate(back, { replace: true });
    } catch {
      // Shown through the mutation's `error`; what was typed stays.
    } finally {
      setIsBusy(false);
    }
  };
  return { back, isBusy, refusal, enter };
}
