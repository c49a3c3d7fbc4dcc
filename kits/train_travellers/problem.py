import os

import pandas as pd
import rampwf as rw
from sklearn.model_selection import ShuffleSplit

problem_title = 'Train travellers'
_target_column_name = 'log_travellers'

# The class that holds predictions: one number per train
Predictions = rw.prediction_types.make_regression()

# A submission is feature_extractor.py, regressor.py and external_data.csv, a table that the
# extractor may use
workflow = rw.workflows.AirPassengers()

# The first score is the official one
score_types = [
    rw.score_types.RMSE(name='rmse', precision=3),
    rw.score_types.NormalizedRMSE(name='nrmse', precision=3),
]

# Rank by the mean of the folds' scores; else it is the score of the folds' averaged predictions.
leaderboard_score_kind = 'mean'


def get_cv(X, y):
    return ShuffleSplit(n_splits=5, test_size=0.25, random_state=57).split(X)


def _read_data(path, f_name):
    data = pd.read_csv(os.path.join(path, 'data', f_name))
    return data.drop(columns=_target_column_name), data[_target_column_name].values


def get_train_data(path='.'):
    return _read_data(path, 'train.csv')


def get_test_data(path='.'):
    return _read_data(path, 'test.csv')
