"""Scores of folds and bags. The only code that holds labels and predictions together."""

from __future__ import annotations

from copy import deepcopy

from databoard_scoring.bagging import bagged_scores
from databoard_scoring.containers import make_predictions

from .predictions import BadPredictions, read_predictions


class Scoring:
    """Scores arrays against one problem version; keeps every ground truth it has made."""

    def __init__(self, problem, data):
        self._problem, self._data = problem, data
        self._truths = {}
        self._expected = {}

    def truth(self, step, fold_index=None):
        """Return a fresh copy of the ground truth of a step; fold None means all training rows."""
        key = (step, None if step == 'test' else fold_index)
        if key not in self._truths:
            self._truths[key] = self._make_truth(*key)
        # A copy, because some kits' score types change what they are given.
        return deepcopy(self._truths[key])

    def _make_truth(self, step, fold_index):
        if step == 'test':
            return self._problem.Predictions(y_true=self._data.y_test)
        if fold_index is None:
            return self._problem.Predictions(y_true=self._data.y_train)
        return make_predictions(self._problem.Predictions, y_true=self._data.y_train,
                                fold_is=self._rows(step, fold_index))

    def _rows(self, step, fold_index):
        train_is, valid_is = self._data.folds[fold_index]
        return train_is if step == 'train' else valid_is

    def _read(self, encoded, step):
        n_samples = self._data.n_test if step == 'test' else self._data.n_train
        if n_samples not in self._expected:
            self._expected[n_samples] = self._empty(n_samples)
        return read_predictions(encoded, step, n_samples, self._expected[n_samples],
                                may_be_nan=not self._problem.Predictions.__module__.startswith('rampwf.'))

    def _empty(self, n_samples):
        try:
            empty = self._problem.Predictions(n_samples=n_samples).y_pred
        except Exception:
            # Kits with Predictions of their own may not know the shape; then only the rows are checked.
            return None
        return empty if getattr(empty, 'shape', ())[:1] == (n_samples,) else None

    def predicts_objects(self):
        """Tell whether a sample's prediction is a list (boxes, say) instead of numbers."""
        empty = self._empty(self._data.n_train)
        return empty is not None and empty.dtype.kind == 'O'

    def fold_scores(self, fold_index, train_bytes, test_bytes):
        """Return `[{scoreType, step, value}]` of one fold; raises BadPredictions."""
        y_train = self._read(train_bytes, 'valid')
        given = [('train', 'valid', y_train, self._rows('train', fold_index)),
                 ('valid', 'valid', y_train, self._rows('valid', fold_index))]
        if self._data.has_test:
            if test_bytes is None:
                raise BadPredictions('test', 'There are no predictions for the test data.')
            given.append(('test', 'test', self._read(test_bytes, 'test'), None))
        return [score for step, made_by, y_pred, rows in given
                for score in self._step_scores(step, made_by, y_pred, rows, fold_index)]

    def _step_scores(self, step, made_by, y_pred, rows, fold_index):
        try:
            predictions = make_predictions(self._problem.Predictions, y_pred=y_pred, fold_is=rows)
        except Exception as error:
            raise BadPredictions(made_by, f'The predictions do not fit the problem: {type(error).__name__}.',
                                 str(error)) from error
        truth, scores = self.truth(step, fold_index), []
        for score_type in self._problem.score_types:
            try:
                value = float(score_type.score_function(truth, predictions))
            except Exception as error:
                # The score of the truth itself was computed when the kit was read, so the predictions are at fault.
                raise BadPredictions(made_by, f'The score {score_type.name} cannot be computed from the '
                                     f'predictions: {type(error).__name__}.', str(error)) from error
            scores.append(score_on_wire(score_type.name, step, value))
        return scores

    def predictions(self, step, encoded, fold_index=None):
        """Return the `Predictions` of a fold's validation rows, or of the test data; raises BadPredictions."""
        rows = None if step == 'test' else self._rows(step, fold_index)
        return make_predictions(self._problem.Predictions, y_pred=self._read(encoded, step), fold_is=rows)

    def bagged_scores(self, train_parts, test_parts):
        """Return the scores of the predictions averaged over all folds, `test_parts` empty without test data."""
        rows = [self._rows('valid', number) for number in range(len(self._data.folds))]
        if len(train_parts) != len(rows):
            raise ValueError(f'{len(train_parts)} folds where the kit has {len(rows)}')
        Predictions = self._problem.Predictions
        valid = [self.predictions('valid', part, number) for number, part in enumerate(train_parts)]
        scores = bagged_scores(Predictions, valid, rows, self.truth('valid'), self._problem.score_types)
        result = [score_on_wire(name, 'valid', value) for name, value in scores.items()]
        if self._data.has_test:
            test = [self.predictions('test', part) for part in test_parts]
            scores = bagged_scores(Predictions, test, None, self.truth('test'), self._problem.score_types)
            result += [score_on_wire(name, 'test', value) for name, value in scores.items()]
        return result


def score_on_wire(name, step, value):
    """Return one score as answers hold it."""
    return {'scoreType': str(name), 'step': step, 'value': wire_number(value)}


def wire_number(value):
    """Return the number as JSON can hold it: not finite ones are the words nan, inf, -inf."""
    if value != value:
        return 'nan'
    return {float('inf'): 'inf', float('-inf'): '-inf'}.get(value, value)
