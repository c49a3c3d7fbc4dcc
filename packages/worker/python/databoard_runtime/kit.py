"""Reading a kit: `problem.py`, its data, its folds. What is wrong with it becomes a `KitRefused`."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec, module_from_spec, spec_from_file_location

from .features import loaded
from .masking import mask

# The folder that holds this package and the platform's own `rampwf`.
OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
REQUIRED = ('problem_title', 'Predictions', 'workflow', 'score_types', 'get_cv', 'get_train_data',
            'get_test_data')


class KitRefused(Exception):
    """The kit cannot be used; says what its author should fix, and where if that is known."""

    def __init__(self, message, file_name=None, line=None):
        super().__init__(message)
        self.message, self.file_name, self.line = message, file_name, line


def refusal(kit_folder, doing, error):
    """Return a KitRefused for an exception of the kit's own code while `doing` something."""
    file_name, line = _place(kit_folder, error)
    advice = ''
    if isinstance(error, ModuleNotFoundError) and error.name:
        advice = (f'. The Python environment of this problem has no module {error.name}: name one that has it, or '
                  'let it be built from the kit\'s requirements.txt (docs/kit-author.md, Environments)')
    return KitRefused(f'{doing}: {type(error).__name__}: {_first_lines(error)}{advice}', file_name, line)


def _first_lines(error):
    text = ' '.join(str(error).split())
    return text if len(text) <= 1000 else text[:1000] + '…'


def _place(kit_folder, error):
    if isinstance(error, SyntaxError) and error.filename:
        return _relative(kit_folder, error.filename), error.lineno
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if (name := _relative(kit_folder, frame.filename)) is not None:
            return name, frame.lineno
    return 'problem.py', None


def _relative(kit_folder, file_name):
    inside = os.path.relpath(file_name, kit_folder)
    return None if inside.startswith('..') else inside


def add_kit_options(parser):
    """Add the arguments that say which kit is meant and how it is to be read."""
    parser.add_argument('--kit', required=True, help='the kit folder')
    parser.add_argument('--quick', action='store_true', help='ask the kit for little data')
    parser.add_argument('--rampwf', choices=('databoard', 'installed'), default='databoard')
    parser.add_argument('--environment', help='the Python environment as the options name it; without it, the worker\'s')


def load_problem(options):
    """Execute `problem.py` once; returns the module and the files of the kit that it read. Raises KitRefused."""
    kit_folder = options.kit
    if options.rampwf == 'installed':
        prefer_installed_rampwf()
    if options.quick:
        os.environ['RAMP_TEST_MODE'] = '1'
    file_name = os.path.join(kit_folder, 'problem.py')
    if not os.path.exists(file_name):
        raise KitRefused('The kit has no problem.py in its top folder.')
    external = os.path.join(kit_folder, 'external_imports')
    if os.path.isdir(external):
        sys.path.append(external)
    spec = spec_from_file_location('problem', file_name)
    module = module_from_spec(spec)
    # Registered, so that X and y may be objects of classes that problem.py defines.
    sys.modules['problem'] = module
    with Reads(kit_folder) as reads:
        call_kit(kit_folder, 'problem.py cannot be imported', spec.loader.exec_module, module)
    missing = [name for name in REQUIRED if not hasattr(module, name)]
    if missing:
        raise KitRefused(f'problem.py does not define {", ".join(missing)}.', 'problem.py')
    return module, reads.files


def prefer_installed_rampwf():
    """Let `import rampwf` find the one in the Python environment; raises KitRefused when there is none."""
    sys.path[:] = [folder for folder in sys.path if folder != OURS] + [OURS]
    if _is_our_rampwf():
        raise KitRefused('The options ask for the rampwf that is installed, and the Python environment of this problem '
                         'has none. Install ramp-workflow there, or leave "rampwf" out to use the platform\'s.')


def rampwf_in_use():
    """Return whose `rampwf` kits import: `databoard`, or `installed` and its version."""
    if _is_our_rampwf():
        return 'databoard'
    told = getattr(sys.modules.get('rampwf'), '__version__', None)
    if told is None:
        with contextlib.suppress(PackageNotFoundError):
            told = version('ramp-workflow')
    return f'installed {told}' if told else 'installed'


def _is_our_rampwf():
    spec = find_spec('rampwf')
    return spec is None or spec.origin is None or spec.origin.startswith(OURS + os.sep)


class Reads:
    """Notes which files of a folder are opened for reading while it is entered; paths relative to the folder."""

    _active: Reads | None = None
    _is_hooked = False

    def __init__(self, folder):
        self.files, self._folder = set(), os.path.join(os.path.abspath(folder), '')

    def __enter__(self):
        # An audit hook cannot be taken away again, so there is one for all.
        if not Reads._is_hooked:
            sys.addaudithook(_note_read)
            Reads._is_hooked = True
        Reads._active = self
        return self

    def __exit__(self, *_):
        Reads._active = None

    def note(self, path):
        """Take down one opened path."""
        full = os.path.abspath(path)
        if full.startswith(self._folder) and os.path.isfile(full):
            self.files.add(full[len(self._folder):])


def _note_read(event, arguments):
    if event == 'open' and Reads._active is not None and isinstance(arguments[0], (str, bytes)):
        Reads._active.note(os.fsdecode(arguments[0]))


def call_kit(kit_folder, doing, function, *args, **kwargs):
    """Call into the kit; whatever it raises becomes a KitRefused that says what was being done."""
    try:
        return function(*args, **kwargs)
    except BaseException as error:
        raise refusal(kit_folder, doing, error) from error


class KitData:
    """The kit's data and folds, loaded once.

    The training data is read before the folds are made: some kits remember groups in between.
    """

    def __init__(self, problem, kit_folder, data_folder, data_label=None):
        label = {} if data_label is None else {'data_label': data_label}

        def read(name):
            pair = call_kit(kit_folder, f'{name}(path) failed', getattr(problem, name), path=data_folder, **label)
            if not isinstance(pair, (tuple, list)) or len(pair) != 2:
                raise KitRefused(f'{name} should return a pair X, y.', 'problem.py')
            return loaded(pair[0]), loaded(pair[1])

        self._kit_folder, self._mask_targets = kit_folder, getattr(problem, 'mask_targets', None)
        self.X_train, self.y_train = read('get_train_data')
        if self.y_train is None:
            raise KitRefused('get_train_data returned no targets.', 'problem.py')
        self.X_test, self.y_test = read('get_test_data')
        self.has_test = self.y_test is not None
        self.folds = call_kit(kit_folder, 'get_cv(X, y) failed', lambda: list(
            problem.get_cv(self.X_train, self.y_train)))
        if not self.folds:
            raise KitRefused('get_cv(X, y) gives no folds.', 'problem.py')
        for number, fold in enumerate(self.folds):
            if not isinstance(fold, (tuple, list)) or len(fold) != 2:
                raise KitRefused(f'Fold {number} of get_cv is not a pair train_is, valid_is.', 'problem.py')
        self.n_train = _n_rows(problem, kit_folder, self.y_train)
        self.n_test = _n_rows(problem, kit_folder, self.y_test) if self.has_test else None

    def masked_targets(self, fold_index, seed):
        """Return the training targets as one fold's code may see them; raises CannotMask."""
        train_is, _ = self.folds[fold_index]
        if self._mask_targets is not None:
            return call_kit(self._kit_folder, 'mask_targets(y, train_is) failed', self._mask_targets,
                            self.y_train, train_is)
        return mask(self.y_train, train_is, self.n_train, seed)

    def forget_features(self):
        """Give the memory of X back once the features are written; scores need the targets only."""
        self.X_train = self.X_test = None


def _n_rows(problem, kit_folder, y):
    """Return the number of samples of targets of any kind."""
    if getattr(y, 'shape', None):
        return int(y.shape[0])
    if isinstance(y, (list, tuple)):
        return len(y)
    # Of targets that are the kit's own objects only its Predictions know how many samples they are about.
    truth = call_kit(kit_folder, 'The targets do not fit Predictions', problem.Predictions, y_true=y)
    return len(truth.y_pred)
