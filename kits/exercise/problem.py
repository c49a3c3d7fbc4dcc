import os

import numpy as np
import pandas as pd
import rampwf as rw
from rampwf.score_types.base import BaseScoreType
from sklearn.model_selection import KFold

problem_title = 'Physical exercise'
_target_column_names = ['weight', 'waist', 'pulse']

# The class that holds predictions: three numbers per man, in the order of the names
Predictions = rw.prediction_types.make_regression(label_names=_target_column_names)

# A submission is one file, regressor.py, with a class Regressor
workflow = rw.workflows.Regressor()


class ColumnMAE(BaseScoreType):
    """Mean absolute error of one of the columns."""

    is_lower_the_better = True

    def __init__(self, column, precision=1):
        self.name = f'{column}_mae'
        self.precision = precision
        self.column = _target_column_names.index(column)

    def __call__(self, y_true, y_pred):
        return np.abs(y_true - y_pred)[:, self.column].mean()


# The first score is the official one. Of pounds, inches and beats only relative errors have a mean.
score_types = [
    rw.score_types.MARE(name='mare', precision=3),
    *[ColumnMAE(column) for column in _target_column_names],
]


def get_cv(X, y):
    return KFold(n_splits=5, shuffle=True, random_state=57).split(X)


def get_train_data(path='.'):
    data = pd.read_csv(os.path.join(path, 'data', 'train.csv'))
    # The workflows without a feature extractor pick rows as from an array: so X is one.
    X_array = data.drop(columns=_target_column_names).values.astype(float)
    return X_array, data[_target_column_names].values.astype(float)


def get_test_data(path='.'):
    # Twenty men are too few to hold some back. Without a test set there is no private board.
    return None, None
