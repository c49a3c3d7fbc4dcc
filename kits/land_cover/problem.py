# A kit as they were written until 2019. It runs unchanged; new kits better look at the others.
import os

import numpy as np
import pandas as pd
import rampwf as rw
from rampwf.prediction_types.base import BasePrediction
from rampwf.score_types.base import BaseScoreType
from rampwf.utils.importing import import_file
from sklearn.model_selection import ShuffleSplit

problem_title = 'Shares of land cover'
_covers = ['forest', 'soil', 'water']


class Predictions(BasePrediction):
    """Shares of the covers, shape (n, 3).

    Without the argument fold_is, which came later: so the platform picks the rows of a fold before
    it makes one of these.
    """

    n_columns = len(_covers)

    def __init__(self, y_pred=None, y_true=None, n_samples=None):
        if y_pred is not None:
            self.y_pred = np.array(y_pred)
        elif y_true is not None:
            self.y_pred = np.array(y_true)
        elif n_samples is not None:
            self.y_pred = np.full((n_samples, self.n_columns), np.nan)
        else:
            raise ValueError('Missing init argument: y_pred, y_true, or n_samples')
        self.check_y_pred_dimensions()


class Unmixer(object):
    """A submission is unmixer.py with a class Unmixer."""

    def __init__(self, workflow_element_names=['unmixer']):
        self.element_names = workflow_element_names

    def train_submission(self, module_path, X_array, y_array, train_is=None):
        if train_is is None:
            train_is = slice(None, None, None)
        # The old name of import_module_from_source
        unmixer = import_file(module_path, self.element_names[0]).Unmixer()
        unmixer.fit(X_array[train_is], y_array[train_is])
        return unmixer

    def test_submission(self, trained_model, X_array):
        return trained_model.predict(X_array)


class MisplacedShare(BaseScoreType):
    """Mean share of the ground that is put under a wrong cover."""

    is_lower_the_better = True
    minimum = 0.0
    maximum = 1.0

    def __init__(self, name='misplaced', precision=3):
        self.name = name
        self.precision = precision

    def __call__(self, y_true, y_pred):
        return np.abs(y_true - y_pred).sum(axis=1).mean() / 2


workflow = Unmixer()

# The first score is the official one
score_types = [
    MisplacedShare(name='misplaced', precision=3),
    rw.score_types.RMSE(name='rmse', precision=3),
]


def get_cv(X, y):
    return ShuffleSplit(n_splits=4, test_size=0.25, random_state=57).split(X)


def _read_data(path, f_name):
    data = pd.read_csv(os.path.join(path, 'data', f_name))
    return data.drop(columns=_covers).values, data[_covers].values


def get_train_data(path='.'):
    return _read_data(path, 'train.csv')


def get_test_data(path='.'):
    return _read_data(path, 'test.csv')
