"""Builds one virtual environment from wheels. Run by the worker, outside of the walls, for it needs the package index.

Nothing that is installed may run here: the new environment's Python is started once, for pip, while it
is still empty, and from then on behind the walls only.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import subprocess
import sys
import sysconfig

from .isolation import die_with_parent

READY = '.ready'
# A wheel may itself ask for a source archive at some address, and pip would build that one in spite of --only-binary.
# Building needs a process; installing needs none.
PIP_WITHOUT_BUILDING = '''
import runpy, sys

def refuse(event, arguments):
    if event in ('subprocess.Popen', 'os.system', 'os.exec', 'os.fork', 'os.forkpty', 'os.posix_spawn', 'os.spawn'):
        raise PermissionError('nothing is built from source')

sys.addaudithook(refuse)
sys.argv[0] = 'pip'
runpy.run_module('pip', run_name='__main__', alter_sys=True)
'''
OUTPUT_LINES, OUTPUT_CHARS = 25, 4000


class Failed(Exception):
    """A step that did not work: its name and the last of what it said."""

    def __init__(self, step, output):
        super().__init__(step)
        self.step, self.output = step, output


def build(request):
    """Make the environment unless it is there; another process that makes the same one is waited for.

    Paths inside a virtual environment are absolute, so it is built in place; only a mark at the end says that it is
    whole, and the lock goes with the process that holds it.
    """
    folder = request['folder']
    os.umask(0o022)
    os.makedirs(os.path.dirname(folder), exist_ok=True)
    with open(folder + '.lock', 'w') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if os.path.exists(os.path.join(folder, READY)):
            return False
        scratch = folder + '.tmp'
        for leftover in (folder, scratch):
            shutil.rmtree(leftover, ignore_errors=True)
        os.mkdir(scratch, 0o700)
        try:
            _install(request, folder, scratch)
            with open(os.path.join(folder, READY), 'w') as mark:
                json.dump(request['requirements'], mark)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    return True


def _install(request, folder, scratch):
    settings = {'PATH': '/usr/local/bin:/usr/bin:/bin', 'LANG': 'C.UTF-8', 'HOME': scratch, 'TMPDIR': scratch}
    seconds = request['timeLimitSeconds']
    _run('venv', [sys.executable, '-s', '-m', 'venv', '--system-site-packages', folder], scratch, settings, seconds)
    _see_own_packages(folder)
    listed = os.path.join(scratch, 'requirements.txt')
    with open(listed, 'w') as file:
        file.write(''.join(f'{requirement}\n' for requirement in request['requirements']))
    _run('pip', [os.path.join(folder, 'bin', 'python'), '-s', '-c', PIP_WITHOUT_BUILDING, 'install', '--only-binary', ':all:', '--no-input',
                 '--disable-pip-version-check', '--no-cache-dir', '--progress-bar', 'off', '-r', listed],
         scratch, {**settings, **request['pip']}, seconds)


def _see_own_packages(folder):
    """Let the new environment see this one's packages where this is a virtual environment itself."""
    if sys.prefix == sys.base_prefix:
        return
    new = os.path.join(folder, 'lib', 'python{}.{}'.format(*sys.version_info), 'site-packages')
    own = sorted({sysconfig.get_path('purelib'), sysconfig.get_path('platlib')})
    with open(os.path.join(new, 'worker-packages.pth'), 'w') as file:
        file.write(''.join(f'import site; site.addsitedir({path!r})\n' for path in own))


def _run(step, command, folder, settings, seconds):
    try:
        done = subprocess.run(command, cwd=folder, env=settings, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=seconds, preexec_fn=_end_with_us, check=False)
    except subprocess.TimeoutExpired as expired:
        raise Failed('timeout', _last(expired.output)) from expired
    if done.returncode != 0:
        raise Failed(step, _last(done.stdout))


def _last(output):
    lines = (output or b'').decode('utf-8', 'replace').strip().splitlines()
    return '\n'.join(lines[-OUTPUT_LINES:])[-OUTPUT_CHARS:]


def _end_with_us():
    # Linux alone knows this; elsewhere there are no walls either.
    with contextlib.suppress(AttributeError, OSError):
        die_with_parent()


def main():
    """Read one request from stdin, answer on stdout."""
    _end_with_us()
    try:
        answer = {'kind': 'ready', 'isNew': build(json.load(sys.stdin))}
    except Failed as failed:
        answer = {'kind': 'failed', 'step': failed.step, 'output': failed.output}
    print(json.dumps(answer))


if __name__ == '__main__':
    main()
