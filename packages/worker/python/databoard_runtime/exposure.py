"""What of a kit is there where submissions run, beyond its Python files."""

from __future__ import annotations

import os

from .kit import KitRefused

# Folders that are never shown by themselves: they hold labels, and other people's code.
WITHHELD = ('data', 'submissions')


def files_read_at_import(read_at_import, read_with_data):
    """Return the files that problem.py needs when it is imported and that hold no data of the getters, sorted."""
    return sorted(name for name in read_at_import - read_with_data
                  if not name.endswith(('.py', '.pyc')) and name.split(os.sep)[0] not in WITHHELD)


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
            if not any(inside == shown or inside.startswith(shown + os.sep) for shown in options.expose):
                raise KitRefused(
                    f'X points into {inside}, which is not there where submissions run. If it holds no label, let '
                    f'it be shown: {{"expose": ["{inside}"]}} in databoard.json.', 'problem.py')


def _texts(X):
    """Return what may be paths: X itself, the parts of a tuple such as (folder, ids), the first of a list."""
    parts = X if isinstance(X, tuple) else X[:1] if isinstance(X, list) else (X,)
    return [os.fspath(part) for part in parts if isinstance(part, (str, os.PathLike))]
