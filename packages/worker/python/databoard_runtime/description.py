"""What the platform stores about a problem version, and every check that a kit must pass first."""

from __future__ import annotations

import math
import os
import platform
import re

from databoard_scoring.containers import make_predictions

from .kit import KitRefused, call_kit, rampwf_in_use
from .masking import CannotMask, is_index, positions
from .sample_imports import check_samples, installed_version, requirement_names

LIBRARIES_MAX = 100
_ELEMENT = re.compile(r'[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}')


def describe(problem, data, kit_folder, environment=None):
    """Return the kit's description as JSON data; raises KitRefused with what its author should fix.

    `environment` is the Python environment as the problem's options name it; None is the worker's own.
    """
    elements = workflow_elements(problem)
    score_types = [_score_type(score_type) for score_type in problem.score_types]
    names = [score_type['name'] for score_type in score_types]
    if not names:
        raise KitRefused('score_types is empty.', 'problem.py')
    for name in names:
        if names.count(name) > 1:
            raise KitRefused(f'Two score types are named {name!r}; give each its own name=.', 'problem.py')
    kind = getattr(problem, 'leaderboard_score_kind', 'bagged')
    if kind not in ('bagged', 'mean'):
        raise KitRefused(f"leaderboard_score_kind is {kind!r}; it may be 'bagged' or 'mean'.", 'problem.py')
    samples = _samples(kit_folder, elements)
    return {
        'title': str(problem.problem_title)[:300] or 'Untitled',
        'workflow': type(problem.workflow).__name__,
        'predictionType': prediction_type(problem.Predictions),
        'elements': elements,
        'scoreTypes': score_types,
        'leaderboardScoreKind': kind,
        'folds': [_fold(problem, data, number) for number in range(len(data.folds))],
        'trainRows': data.n_train,
        'testRows': data.n_test,
        'sampleSubmissions': samples,
        'notebook': _notebook(kit_folder),
        'environment': _environment(kit_folder),
        'warnings': check_samples(kit_folder, samples, elements, environment),
    }


def prediction_type(predictions):
    """Return what kind of predictions a class holds, as in `make_<kind>`, or its own name where a kit made its own kind."""
    for base in getattr(predictions, '__mro__', ()):
        package, _, kind = str(base.__module__).rpartition('.')
        if package == 'rampwf.prediction_types' and kind != 'base':
            return kind
    return getattr(predictions, '__name__', 'Predictions')


def workflow_elements(problem):
    """Return the files that a submission must have."""
    names = getattr(problem.workflow, 'element_names', None)
    if names is None:
        names = getattr(problem.workflow, 'workflow_element_names', None)
    if not names:
        raise KitRefused('workflow has no element_names: which files does a submission have?', 'problem.py')
    elements = []
    for name in names:
        if not isinstance(name, str) or not _ELEMENT.fullmatch(name):
            raise KitRefused(f'{name!r} in the workflow\'s element_names is not a file name.', 'problem.py')
        has_extension = '.' in name
        elements.append({'name': name, 'fileName': name if has_extension else f'{name}.py',
                         'isPython': not has_extension or name.endswith('.py')})
    return elements


def _score_type(score_type):
    def bound(attribute):
        value = getattr(score_type, attribute, None)
        return float(value) if value is not None and math.isfinite(value) else None

    try:
        return {'name': str(score_type.name), 'precision': int(getattr(score_type, 'precision', 2)),
                'isLowerTheBetter': bool(score_type.is_lower_the_better),
                'minimum': bound('minimum'), 'maximum': bound('maximum')}
    except (AttributeError, TypeError, ValueError) as error:
        raise KitRefused(f'The score type {type(score_type).__name__} lacks something: {error}',
                         'problem.py') from error


def _fold(problem, data, number):
    try:
        # Masking is tried on every fold now, so that it cannot fail once submissions run.
        data.masked_targets(number, seed=0)
        train, valid = (_count(problem, data, half) for half in data.folds[number])
    except (CannotMask, IndexError, ValueError, TypeError) as error:
        raise KitRefused(f'The labels outside fold {number} cannot be hidden: {error}.', 'problem.py') from error
    if valid == 0:
        raise KitRefused(f'Fold {number} of get_cv has no validation rows.', 'problem.py')
    return {'trainRows': train, 'validRows': valid}


def _count(problem, data, half):
    if is_index(half):
        return len(positions(half, data.n_train))
    # What an object of the kit's own means, its Predictions know.
    return len(make_predictions(problem.Predictions, y_true=data.y_train, fold_is=half).y_pred)


def _samples(kit_folder, elements):
    folder = os.path.join(kit_folder, 'submissions')
    if not os.path.isdir(folder):
        return []
    return [name for name in sorted(os.listdir(folder))[:200]
            if all(os.path.isfile(os.path.join(folder, name, element['fileName'])) for element in elements)]


def _notebook(kit_folder):
    """Return the starting-kit notebook's file name: RAMP's convention first, else any notebook at the top."""
    names = sorted(name for name in os.listdir(kit_folder) if name.endswith('.ipynb'))
    return next((name for name in names if name.endswith('starting_kit.ipynb')), names[0] if names else None)


def _environment(kit_folder):
    """Return the versions that scores depend on: Python, the usual libraries, and all that requirements.txt names."""
    names = {'numpy': 1, 'pandas': 1, 'scikit-learn': 1, 'scipy': 1, **requirement_names(kit_folder)}
    found = {re.sub(r'[-_.]+', '-', name).lower(): installed_version(name) for name in list(names)[:LIBRARIES_MAX]}
    libraries = {name: version for name, version in found.items() if version and name not in ('ramp-workflow', 'rampwf')}
    return {'python': platform.python_version(), **libraries, 'rampwf': rampwf_in_use()}


def check_score_types(problem, data, kit_folder, truth):
    """Score the truth against itself everywhere, so that a score type that fails later does so by the predictions.

    `truth(step, fold_index)` gives the ground truth of a step.
    """
    for number in range(len(data.folds)):
        for step in ('train', 'valid') + (('test',) if data.has_test and number == 0 else ()):
            for score_type in problem.score_types:
                call_kit(kit_folder, f'The score {score_type.name} cannot be computed for the true {step} '
                         f'labels of fold {number}', lambda: float(score_type.score_function(
                             truth(step, number), _perfect(problem, truth(step, number)))))


def _perfect(problem, truth):
    """Turn a ground truth into the predictions of somebody who knows it."""
    if prediction_type(problem.Predictions) == 'detection':
        # Predicted objects begin with a confidence, true ones do not.
        for number, found in enumerate(truth.y_pred):
            truth.y_pred[number] = [(1.0, *one) for one in found]
    return truth
