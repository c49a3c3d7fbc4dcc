import { useState } from 'react';

interface Refused {
  field?: string | null | undefined;
  message: string;
}

/** What the forms of one's account share: one try at a time, a refusal or a failure to show, and a word when it is done. */
export function useRefusable() {
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [done, setDone] = useState<string | null>(null);

  /** `work` answers with a refusal or with what to say; `showAtField` says whether it has shown the refusal at its field. */
  const run = async (
    work: () => Promise<Refused | string | null | undefined>,
    showAtField: (refused: Refused) => boolean = () => false,
  ): Promise<boolean> => {
    setIsBusy(true);
    setRefusal(null);
    setError(null);
    setDone(null);
    try {
      const answer = await work();
      if (typeof answer === 'object' && answer !== null) {
        if (!showAtField(answer)) setRefusal(answer.message);
        return false;
      }
      setDone(answer ?? 'Done.');
      return true;
    } catch (failure) {
      // What was typed stays.
      setError(failure);
      return false;
    } finally {
      setIsBusy(false);
    }
  };
  return { isBusy, refusal, error, done, run };
}
