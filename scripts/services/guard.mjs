import { spawn } from 'node:child_process';

// A shell that blocks on a pipe from us. However we end, `kill -9` included, the pipe closes and the shell ends what we had
// started, and at last whatever is left in the process groups that those children lead. A shell rather than a Node process:
// it costs 1 MB, and works on macOS too, where there is no PDEATHSIG.
const SCRIPT = `
pids=''
set --
while read -r word value; do
  case $word in
    watch) pids="$pids $value" ;;
    forget) kept=''; for p in $pids; do [ "$p" = "$value" ] || kept="$kept $p"; done; pids=$kept ;;
    remove) set -- "$@" "$value" ;;
  esac
done
all=$pids
for p in $pids; do kill -INT "$p" 2>/dev/null; done
left=50
while [ -n "$pids" ] && [ $left -gt 0 ]; do
  alive=''
  for p in $pids; do kill -0 "$p" 2>/dev/null && alive="$alive $p"; done
  pids=$alive left=$((left - 1))
  [ -z "$pids" ] || sleep 0.1
done
for p in $pids; do kill -KILL "$p" 2>/dev/null; done
for p in $all; do kill -KILL "-$p" 2>/dev/null; done
[ $# -eq 0 ] || rm -rf "$@"
`;

/**
 * Starts the guard that ends our child processes when we die without a chance to do it ourselves.
 * `watch(child)` puts a child under it until the child exits; `removeFolder` names folders to delete at the end.
 */
export function startGuard() {
  // Detached: Ctrl-C reaches the terminal's whole process group, and the guard must outlive it.
  const shell = spawn('/bin/sh', ['-c', SCRIPT], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  shell.unref();
  shell.stdin.on('error', () => {});
  shell.stdin.unref?.();
  const tell = (line) => shell.stdin.writable && shell.stdin.write(`${line}\n`);
  return {
    pid: shell.pid,
    watch(child) {
      if (child.pid === undefined) return child;
      tell(`watch ${child.pid}`);
      child.once('exit', () => tell(`forget ${child.pid}`));
      return child;
    },
    removeFolder: (folder) => tell(`remove ${folder}`),
    release: () => shell.stdin.end(),
  };
}
