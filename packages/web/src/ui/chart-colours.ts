/** Okabe and Ito's colours, which all eyes tell apart; marks differ in shape or size as well. */
export const colours = { others: '#0072b2', mine: '#e69f00', best: '#d55e00', bar: '#009e73' };

/** The figures along an axis. */
export const tick = { fontSize: 11, fill: 'var(--db-muted)' };
