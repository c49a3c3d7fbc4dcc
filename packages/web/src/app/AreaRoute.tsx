import { Suspense } from 'react';
import { NavLink, Outlet, useParams } from 'react-router';
import { PageSkeleton } from '../ui/PageSkeleton.tsx';
import classes from './AreaRoute.module.css';
import type { Area } from './areas.ts';

/** Pages that belong together, under a row of tabs; `area` may depend on the event in the address. */
export function AreaRoute({ area }: { area: Area | ((slug: string) => Area) }) {
  const { slug = '' } = useParams();
  const { label, tabs } = typeof area === 'function' ? area(slug) : area;
  return (
    <>
      <nav aria-label={label} className={classes['tabs']}>
        {tabs.map(({ to, word, isExact = false }) => (
          <NavLink key={to} to={to} end={isExact} className={classes['tab'] ?? ''}>
            {word}
          </NavLink>
        ))}
      </nav>
      <Suspense fallback={<PageSkeleton />}>
        <Outlet />
      </Suspense>
    </>
  );
}
