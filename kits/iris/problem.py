import os

import pandas as pd
import rampwf as rw
from sklearn.model_selection import StratifiedShuffleSplit

problem_title = 'Iris species classification'
_target_column_name = 'species'
_prediction_label_names = ['setosa', 'versicolor', 'virginica']

# The class that holds predictions: one probability per species
Predictions = rw.prediction_types.make_multiclass(label_names=_prediction_label_names)

# A submission is one file, estimator.py, with a function get_estimator()
workflow = rw.workflows.Estimator()

# The first score is the official one
score_types = [
    rw.score_types.Accuracy(name='acc', precision=3),
    rw.score_types.NegativeLogLikelihood(name='nll', precision=3),
]


def get_cv(X, y):
    cv = StratifiedShuffleSplit(n_splits=5, test_size=0.25, random_state=57)
    return cv.split(X, y)


def _read_data(path, f_name):
    data = pd.read_csv(os.path.join(path, 'data', f_name))
    y_array = data[_target_column_name].values
    X_df = data.drop(columns=_target_column_name)
    return X_df, y_array


def get_train_data(path='.'):
    return _read_data(path, 'train.csv')


def get_test_data(path='.'):
    return _read_data(path, 'test.csv')
