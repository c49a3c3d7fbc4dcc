"""What of a kit is there where submissions run: the modules that it imports, and what it exposes."""

from __future__ import annotations

import os
import sys

import numpy as np

from .kit import KitRefused

# Folders that are never shown by themselves: they hold labels, and other people's code.
WITHHELD = ('data', 'submissions')


def files_read_at_import(read_at_import, read_with_data, expose=()):
    """Return the files that problem.py needs when it is imported and that hold no data of the getters, sorted.

    What is in `expose` is there anyway.
    """
    return sorted(name for name in read_at_import - read_with_data
                  if not name.endswith(('.py', '.pyc')) and name.split(os.sep)[0] not in WITHHELD
                  and not is_exposed(name, expose))


def is_exposed(name, expose):
    """Tell whether a path inside a kit is one of those exposed, or lies in one of them."""
    return any(name == shown or name.startswith(shown + os.sep) for shown in expose)


def modules_of_kit(kit_folder, read_at_import, expose=()):
    """Return the kit's Python files that its code needs: those that problem.py imports, with all of their packages.

    Others may be scripts that made the data, and with them the labels; they are not shown.
    """
    root = os.path.join(os.path.abspath(kit_folder), '')
    # Registered ones too: of a module that was compiled before, only the compiled file is read.
    files = [getattr(module, '__file__', None) or '' for module in list(sys.modules.values())]
    needed = {name for name in read_at_import if name.endswith('.py')}
    needed |= {file[len(root):] for file in files if file.startswith(root)}
    packages = {name.split(os.sep)[0] for name in needed if os.sep in name} - set(WITHHELD)
    for package in packages:
        for folder, _, names in os.walk(os.path.join(root, package)):
            needed |= {os.path.join(folder, name)[len(root):] for name in names if name.endswith('.py')}
    return sorted(name for name in {'problem.py'} | needed
                  if name.split(os.sep)[0] not in WITHHELD and not is_exposed(name, expose))


def check_paths_in_features(data, options):
    """Raise KitRefused when X names a folder or file of the kit's data that submissions will not find."""
    roots = [os.path.realpath(root) for root in {options.kit, options.data}]
    for X in (data.X_train, data.X_test):
        for text in _texts(X):
            path = os.path.realpath(text)
            root = next((root for root in roots if path.startswith(root + os.sep)), None)
            if root is None or not os.path.exists(path):
                continue
            inside = os.path.relpath(path, root)
            if not is_exposed(inside, options.expose):
                raise KitRefused(
                    f'X points into {inside}, which is not there where submissions run. If it holds no label, let '
                    f'it be shown: {{"expose": ["{inside}"]}} in databoard.json.', 'problem.py')


def _texts(X):
    """Return what may be paths: X itself, parts of a tuple such as (folder, ids), the first of a list or a column."""
    parts = X if isinstance(X, tuple) else (X,)
    texts = [text for part in parts for text in _first_values(part)]
    return [os.fspath(text) for text in texts if isinstance(text, (str, os.PathLike))]


def _first_values(part):
    if isinstance(part, (list, np.ndarray)) and len(part):
        return np.ravel(part[:1]).tolist() if isinstance(part, np.ndarray) else part[:1]
    if hasattr(part, 'iloc') and len(part):
        return np.ravel(part.iloc[:1].to_numpy(dtype=object)).tolist()
    return [part]
