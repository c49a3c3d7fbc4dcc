import { useLocalStorage } from '@mantine/hooks';

/** Which columns the reader has shown or hidden, by key, remembered in this browser for all boards. */
export function useChosenColumns(): [Record<string, boolean>, (key: string, isShown: boolean) => void, () => void] {
  const [chosen, setChosen] = useLocalStorage<Record<string, boolean>>({
    key: 'databoard.board-columns',
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  const choose = (key: string, isShown: boolean) => setChosen((before) => ({ ...before, [key]: isShown }));
  return [chosen, choose, () => setChosen({})];
}
