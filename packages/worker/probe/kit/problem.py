import numpy as np
import rampwf as rw
from sklearn.model_selection import KFold

problem_title = 'Known answer'
Predictions = rw.prediction_types.make_regression()
workflow = rw.workflows.Estimator()
score_types = [rw.score_types.RMSE(name='rmse')]


def get_cv(X, y):
    return KFold(n_splits=2).split(X)


def _rows(first, last):
    X = np.arange(first, last, dtype=float).reshape(-1, 1)
    return X, X[:, 0] ** 2


def get_train_data(path='.'):
    return _rows(0, 8)


def get_test_data(path='.'):
    return _rows(8, 12)
