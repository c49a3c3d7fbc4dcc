"""A problem of the size of the Titanic kit, made of random numbers: for benchmarks."""

import numpy as np
from sklearn.model_selection import StratifiedShuffleSplit

import rampwf as rw

problem_title = 'Blend benchmark'
Predictions = rw.prediction_types.make_multiclass(label_names=[0, 1])
workflow = rw.workflows.Estimator()
score_types = [
    rw.score_types.ROCAUC(name='auc'),
    rw.score_types.Accuracy(name='acc'),
    rw.score_types.NegativeLogLikelihood(name='nll'),
]
N_TRAIN, N_TEST = 712, 179


def get_cv(X, y):
    return StratifiedShuffleSplit(n_splits=8, test_size=0.2, random_state=57).split(X, y)


def get_train_data(path='.'):
    X, y = _data()
    return X[:N_TRAIN], y[:N_TRAIN]


def get_test_data(path='.'):
    X, y = _data()
    return X[N_TRAIN:], y[N_TRAIN:]


def _data():
    random = np.random.RandomState(57)
    X = random.normal(size=(N_TRAIN + N_TEST, 6))
    y = (X[:, 0] + X[:, 1] - 0.6 + random.normal(size=len(X)) * 1.5 > 0).astype(int)
    return X, y
