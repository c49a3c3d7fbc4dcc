"""What a kit's sample submissions import that the Python environment has not, found without running them."""

from __future__ import annotations

import ast
import os
import re
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from .kit import KitRefused

STARTING_KIT = 'starting_kit'
REQUIREMENTS = 'requirements.txt'
WARNINGS_MAX = 100

# What distributions are called whose modules are called otherwise.
_MODULES = {
    'attrs': 'attr', 'beautifulsoup4': 'bs4', 'biopython': 'Bio', 'faiss-cpu': 'faiss', 'gitpython': 'git',
    'imbalanced-learn': 'imblearn', 'opencv-python': 'cv2', 'opencv-python-headless': 'cv2', 'pillow': 'PIL',
    'protobuf': 'google', 'python-dateutil': 'dateutil', 'pytorch-lightning': 'pytorch_lightning', 'pyyaml': 'yaml',
    'scikit-image': 'skimage', 'scikit-learn': 'sklearn', 'scikit-learn-extra': 'sklearn_extra',
}
_NAME = re.compile(r'\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?=$|[\[=<>!~;(#\s])')
_CAUGHT = {'ImportError', 'ModuleNotFoundError', 'Exception', 'BaseException'}


def check_samples(kit_folder, samples, elements, environment):
    """Return warnings; raises KitRefused when the starting kit cannot be imported.

    A kit without a submission of that name is refused when none of its samples can be: what one of
    them lacks is no fault of the others.
    """
    warnings, lacking, told = [], {}, set()
    for sample in samples:
        folder = os.path.join('submissions', sample)
        for file_name in (os.path.join(folder, element['fileName']) for element in elements if element['isPython']):
            for module, line in missing_imports(kit_folder, file_name):
                told.add(module)
                message = f'imports {module}, which {_called(environment)} has not. {_fix(environment, module)}'
                lacking.setdefault(sample, (f'The sample submission {sample} {message}', file_name, line))
                warnings.append(f'{file_name}:{line} {message}')
    needed = [STARTING_KIT] if STARTING_KIT in samples else samples
    if needed and all(sample in lacking for sample in needed):
        raise KitRefused(*lacking[needed[0]])
    if environment is None:
        warnings += _unmet_requirements(kit_folder, told)
    return warnings[:WARNINGS_MAX]


def missing_imports(kit_folder, file_name):
    """Return `(module, line)` of each unconditional import at the top of a file that would fail, each module once."""
    tree = _parsed(os.path.join(kit_folder, file_name))
    found = {}
    for module, line in _unconditional(tree.body if tree else ()):
        if module not in found and not _is_there(module, kit_folder, file_name):
            found[module] = line
    return list(found.items())


def _parsed(path):
    try:
        with open(path, 'rb') as file:
            return ast.parse(file.read())
    except (SyntaxError, ValueError, OSError):
        # What is no Python fails in a way that says so itself.
        return None


def _unconditional(body):
    for node in body:
        if isinstance(node, ast.Import):
            yield from ((name.name.partition('.')[0], node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.partition('.')[0], node.lineno
        elif isinstance(node, (ast.With, ast.ClassDef)):
            yield from _unconditional(node.body)
        elif isinstance(node, ast.Try):
            if not any(map(_catches, node.handlers)):
                yield from _unconditional(node.body)
            yield from _unconditional(node.finalbody)


def _catches(handler):
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or getattr(kind, 'id', getattr(kind, 'attr', '')) in _CAUGHT for kind in kinds)


def _is_there(module, kit_folder, file_name):
    if module in sys.modules or module in sys.builtin_module_names:
        return True
    # A file beside it, or of the kit, is another matter than the environment.
    for folder in (os.path.join(kit_folder, os.path.dirname(file_name)), kit_folder):
        if os.path.exists(os.path.join(folder, module + '.py')) or os.path.isdir(os.path.join(folder, module)):
            return True
    return _is_installed(module)


def _is_installed(module):
    try:
        return find_spec(module) is not None
    except (ImportError, ValueError, AttributeError):
        return module in sys.modules


def _called(environment):
    if environment is None:
        return 'the worker\'s own Python environment'
    return f'the environment built from {REQUIREMENTS}' if environment == REQUIREMENTS else f'the environment {environment}'


def _fix(environment, module):
    if environment is None:
        return (f'Name what provides {module} in {REQUIREMENTS} and write {{"environment": "{REQUIREMENTS}"}} in '
                'databoard.json, or name the path of an environment that has it.')
    if environment == REQUIREMENTS:
        return f'Name what provides {module} in {REQUIREMENTS}.'
    return f'Install what provides {module} there, on every worker.'


def requirement_names(kit_folder):
    """Return `{name: line}` of the distributions that the kit's requirements.txt names."""
    names = {}
    try:
        with open(os.path.join(kit_folder, REQUIREMENTS), encoding='utf-8-sig', errors='replace') as file:
            for number, line in enumerate(file, 1):
                if (match := _NAME.match(line)) is not None:
                    names.setdefault(match[1], number)
    except OSError:
        pass
    return names


def installed_version(name):
    """Return the version of an installed distribution, or None."""
    try:
        return version(name)
    except (PackageNotFoundError, ValueError):
        return None


def _unmet_requirements(kit_folder, told):
    imported = None
    for name, line in requirement_names(kit_folder).items():
        key = re.sub(r'[-_.]+', '-', name).lower()
        module = _MODULES.get(key, key.replace('-', '_'))
        if key in ('ramp-workflow', 'rampwf') or module in told or installed_version(name) or _is_installed(module):
            continue
        imported = _all_imports(kit_folder) if imported is None else imported
        if module in imported:
            yield (f'{REQUIREMENTS}:{line} names {name}, which the worker\'s own Python environment has not, and '
                   f'{imported[module]} imports it. Write {{"environment": "{REQUIREMENTS}"}} in databoard.json to have it.')


def _all_imports(kit_folder):
    """Return every module that some Python file of the kit imports anywhere, with the file."""
    found = {}
    for folder, folders, files in os.walk(kit_folder):
        folders[:] = sorted(name for name in folders if name not in ('data', '__pycache__') and not name.startswith('.'))
        for path in (os.path.join(folder, name) for name in sorted(files) if name.endswith('.py')):
            tree = _parsed(path)
            for node in ast.walk(tree) if tree else ():
                names = ([name.name for name in node.names] if isinstance(node, ast.Import)
                         else [node.module] if isinstance(node, ast.ImportFrom) and node.level == 0 else [])
                for name in names:
                    found.setdefault(name.partition('.')[0], os.path.relpath(path, kit_folder))
    return found
