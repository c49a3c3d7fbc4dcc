import os

import pandas as pd
import rampwf as rw

problem_title = 'Ice cream sales'
_target_column_name = 'sales'

# The class that holds predictions: one number per day
Predictions = rw.prediction_types.make_regression()

# A submission is estimator.py with a function get_estimator(), and external_data.csv, a table that
# it may use
workflow = rw.workflows.EstimatorExternalData()

# The first score is the official one
score_types = [
    rw.score_types.RelativeRMSE(name='rel_rmse', precision=3),
    rw.score_types.RMSE(name='rmse', precision=1),
]

_FOLDS = 4
_VALID_DAYS = 60


def get_cv(X, y):
    """Train on the past, validate on the next two months. Folds may be slices, not row numbers."""
    for number in range(_FOLDS, 0, -1):
        start = len(y) - number * _VALID_DAYS
        yield slice(0, start), slice(start, start + _VALID_DAYS)


def _read_data(path, f_name):
    data = pd.read_csv(os.path.join(path, 'data', f_name))
    y_array = data[_target_column_name].values.astype(float)
    return data.drop(columns=_target_column_name), y_array


def get_train_data(path='.'):
    return _read_data(path, 'train.csv')


def get_test_data(path='.'):
    return _read_data(path, 'test.csv')
