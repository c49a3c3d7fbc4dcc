/** How far the hidden data moved a team, as an arrow with a number, and in words. */
export function moveWords(publicRank: number, privateRank: number): { words: string; title: string } {
  const move = publicRank - privateRank;
  if (move === 0) return { words: '=', title: 'same place on the public score' };
  const places = `${Math.abs(move)} ${Math.abs(move) === 1 ? 'place' : 'places'}`;
  return move > 0
    ? { words: `↑ ${move}`, title: `${places} up from the public score` }
    : { words: `↓ ${-move}`, title: `${places} down from the public score` };
}
