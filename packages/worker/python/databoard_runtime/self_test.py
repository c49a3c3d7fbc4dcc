"""Tries, in this very sandbox, everything that a fold child's walls need; says on descriptor 3 what stands."""

from __future__ import annotations

import argparse
import os
import socket

from . import isolation
from .framing import send_frame

LIMITS = {'memoryLimitMiB': 64, 'timeoutSeconds': 5, 'diskMiB': 1, 'processesMax': 8}


def try_walls():
    """Return None when namespaces inside this sandbox work, else a sentence on what the system refuses."""
    failed, tell = os.pipe()
    if os.fork() == 0:
        message = ''
        try:
            isolation.enter_namespaces()
            isolation.mount_private_folders()
            if os.fork() == 0:
                isolation.mount_own_proc()
                isolation.resize_private_folders(LIMITS['diskMiB'])
                isolation.limit_resources(LIMITS)
                isolation.drop_capabilities()
                os.write(tell, b'ok')
                os._exit(0)
            os.wait()
        except OSError as error:
            message = str(error)
        os.write(tell, message.encode())
        os._exit(0)
    os.close(tell)
    os.wait()
    with open(failed, 'rb') as file:
        said = file.read().decode()
    return None if said == 'ok' else said or 'a child that should have been walled in ended early'


def main():
    """Report once and end."""
    parser = argparse.ArgumentParser()
    parser.add_argument('--become', type=int)
    options = parser.parse_args()
    if options.become is not None:
        isolation.become_unprivileged(options.become)
    send_frame(socket.socket(fileno=3), {'kind': 'tried', 'refused': try_walls()})


if __name__ == '__main__':
    main()
