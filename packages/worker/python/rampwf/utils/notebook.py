"""The check that a kit's notebook runs."""

from __future__ import annotations

import os

SECONDS_PER_CELL = 600


def assert_notebook(ramp_kit_dir='.'):
    """Run every cell of the kit's notebook, in the kit's folder; raise whatever goes wrong.

    The notebook is `<name of the kit's folder>_starting_kit.ipynb`; FileNotFoundError without it.
    Needs nbformat, nbconvert and a kernel named python3. The file is not changed.
    """
    folder = os.path.abspath(ramp_kit_dir)
    path = os.path.join(folder, os.path.basename(folder) + '_starting_kit.ipynb')
    if not os.path.exists(path):
        raise FileNotFoundError(f'the kit has no notebook {path}')
    # Imported here, because only this check needs them.
    import nbformat
    from nbconvert.preprocessors import ExecutePreprocessor
    notebook = nbformat.read(path, as_version=4)
    runner = ExecutePreprocessor(timeout=SECONDS_PER_CELL, kernel_name='python3')
    runner.preprocess(notebook, {'metadata': {'path': folder}})
