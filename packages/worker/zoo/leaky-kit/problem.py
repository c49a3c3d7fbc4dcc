"""The zoo's kit with one mistake: X carries all labels along. Thieves that search memory must find them here."""

import os

import pandas as pd
import rampwf as rw
from sklearn.model_selection import KFold

problem_title = 'Leaky zoo'
Predictions = rw.prediction_types.make_regression()
workflow = rw.workflows.Estimator()
score_types = [rw.score_types.RMSE(name='rmse')]


def get_cv(X, y):
    return KFold(n_splits=2).split(X)


def _read_data(path, name):
    data = pd.read_csv(os.path.join(path, 'data', name))
    X = data[['a', 'b']]
    X.attrs['labels'] = data['label'].to_numpy().copy()
    return X, data['label'].to_numpy().copy()


def get_train_data(path='.'):
    return _read_data(path, 'train.csv')


def get_test_data(path='.'):
    return _read_data(path, 'test.csv')
