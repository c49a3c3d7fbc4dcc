"""Finds out, behind the walls, whether a Python environment can run kits; says on descriptor 3 what it lacks."""

from __future__ import annotations

import argparse
import importlib
import os
import socket
import sys

from . import isolation
from .framing import send_frame

UNREADABLE_MAX = 5
# What the runtime itself and nearly every kit import.
NEEDED = {'numpy': 'numpy', 'pandas': 'pandas', 'scipy': 'scipy', 'scikit-learn': 'sklearn'}


def lacks():
    """Return what cannot be imported, by distribution, with the reason."""
    found = {}
    for distribution, module in NEEDED.items():
        try:
            importlib.import_module(module)
        except BaseException as error:
            found[distribution] = f'{type(error).__name__}: {" ".join(str(error).split())[:500]}'
    return found


def unreadable():
    """Return what of the environment this user may not read: folders that modules are found in, and what lies in them."""
    found = []
    for folder in [sys.prefix, *sys.path]:
        try:
            found += [entry.path for entry in os.scandir(folder) if os.path.exists(entry) and not os.access(entry, os.R_OK)]
        except PermissionError:
            found.append(folder)
        except OSError:
            # A folder that is not there, or an archive.
            continue
    return [path[:500] for path in dict.fromkeys(found)][:UNREADABLE_MAX]


def main():
    """Report once and end."""
    parser = argparse.ArgumentParser()
    parser.add_argument('--become', type=int)
    options = parser.parse_args()
    isolation.settle(options.become)
    send_frame(socket.socket(fileno=3), {'kind': 'probed', 'unreadable': unreadable(), 'lacks': lacks()})


if __name__ == '__main__':
    main()
