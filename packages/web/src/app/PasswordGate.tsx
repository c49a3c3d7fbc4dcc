import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { useViewer } from '../lib/use-viewer.ts';
import { backFrom, paths } from './paths.ts';

/** What leads to a password of one's own, or works by the link in a mail alone. The operator's pages are open as well. */
const openPages = new Set([
  paths.choosePassword(),
  paths.forgotPassword(),
  paths.resetPassword(),
  paths.confirmEmail(),
  paths.unsubscribe(),
]);

/** Leads whoever still has a generated password to where they choose their own, and lets everybody else pass. The api has the last word. */
export function PasswordGate({ children }: { children: ReactNode }) {
  const viewer = useViewer();
  const { pathname, search, hash, key } = useLocation();
  const isOpen = openPages.has(pathname) || pathname.startsWith(paths.instancePage(''));
  if (!viewer?.mustChangePassword || isOpen) return children;
  const isEntry = pathname === paths.signIn() || pathname === paths.signUp();
  const wanted = isEntry ? backFrom(search) : `${pathname}${search}${hash}`;
  // By the key it leads there again when something else has led away meanwhile, as signing in does.
  return <Navigate key={key} to={paths.choosePassword(wanted)} replace />;
}
