import classes from './Logo.module.css';

/** The mark and the name. */
export function Logo() {
  return (
    <span className={classes['logo']}>
      <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
        <rect x="1" y="10" width="4.4" height="9" rx="1.3" className={classes['low']} />
        <rect x="7.8" y="1" width="4.4" height="18" rx="1.3" className={classes['high']} />
        <rect x="14.6" y="6" width="4.4" height="13" rx="1.3" className={classes['mine']} />
      </svg>
      databoard
    </span>
  );
}
