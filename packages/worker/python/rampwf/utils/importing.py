"""Loading of python files that are not on the module path."""

from __future__ import annotations

import os
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_file_location


class _FreshLoader(SourceFileLoader):
    """Compiles the file as it is now.

    Compiled files are told apart by size and whole seconds only: a file that was just changed may
    still have the code of before.
    """

    def get_code(self, fullname):
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


def import_module_from_source(source, name, sanitize=False):
    """Execute the file `source` and return it as a fresh module called `name`.

    The module is not registered in `sys.modules`: every call runs the file again, and two
    submissions never see each other. `sanitize` is accepted for compatibility and has no effect:
    isolation is the platform's task, and looking for words in source code is none. ImportError
    unless `source` is a python file.
    """
    path = os.fspath(source)
    if not path.endswith('.py'):
        raise ImportError(f'{source} is not a python file', name=name, path=path)
    spec = spec_from_file_location(name, path, loader=_FreshLoader(name, path))
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def import_file(module_path, filename):
    """Load `<module_path>/<filename>.py`; the name that kits of 2019 and before use."""
    return import_module_from_source(os.path.join(module_path, filename + '.py'), filename)
