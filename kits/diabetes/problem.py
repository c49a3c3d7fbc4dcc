import os

import numpy as np
import pandas as pd
import rampwf as rw
from rampwf.score_types.base import BaseScoreType
from sklearn.model_selection import ShuffleSplit

problem_title = 'Diabetes progression'
_target_column_name = 'progression'

# The class that holds predictions: one number per patient
Predictions = rw.prediction_types.make_regression()

# A submission is two files: feature_extractor.py and regressor.py
workflow = rw.workflows.FeatureExtractorRegressor()


class R2(BaseScoreType):
    """Share of the target's variance that the predictions explain."""

    is_lower_the_better = False
    minimum = -float('inf')
    maximum = 1.0

    def __init__(self, name='r2', precision=3):
        self.name = name
        self.precision = precision

    def __call__(self, y_true, y_pred):
        return 1 - np.sum((y_true - y_pred) ** 2) / np.sum((y_true - np.mean(y_true)) ** 2)


# The first score is the official one
score_types = [
    rw.score_types.RMSE(name='rmse', precision=2),
    R2(name='r2', precision=3),
    rw.score_types.MARE(name='mare', precision=3),
]


def get_cv(X, y):
    cv = ShuffleSplit(n_splits=6, test_size=0.2, random_state=57)
    return cv.split(X, y)


def _read_data(path, f_name):
    data = pd.read_csv(os.path.join(path, 'data', f_name))
    y_array = data[_target_column_name].values.astype(float)
    X_df = data.drop(columns=_target_column_name)
    return X_df, y_array


def get_train_data(path='.'):
    return _read_data(path, 'train.csv')


def get_test_data(path='.'):
    return _read_data(path, 'test.csv')
