import classes from './RefetchBar.module.css';

/** A thin bar at the top of the window while something already shown is read again. */
export function RefetchBar({ isBusy }: { isBusy: boolean }) {
  return isBusy ? <div className={classes['bar']} aria-hidden="true" /> : null;
}
