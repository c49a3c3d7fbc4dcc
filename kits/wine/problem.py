import os

import numpy as np
import pandas as pd
import rampwf as rw
from sklearn.model_selection import StratifiedKFold

problem_title = 'Wine cultivars'
_target_column_name = 'cultivar'
_prediction_label_names = ['barbera', 'barolo', 'grignolino']

# The class that holds predictions: one probability per cultivar
Predictions = rw.prediction_types.make_multiclass(label_names=_prediction_label_names)

# A submission is one file, classifier.py, with a class Classifier
workflow = rw.workflows.Classifier()

# The first score is the official one. Those that share a default name need names of their own.
score_types = [
    rw.score_types.BalancedAccuracy(name='bal_acc', precision=3),
    rw.score_types.Accuracy(name='acc', precision=3),
    rw.score_types.MacroAveragedRecall(name='recall', precision=3),
    rw.score_types.NegativeLogLikelihood(name='nll', precision=3),
]


def get_cv(X, y):
    """Folds may be boolean masks over the rows instead of row numbers."""
    for _, valid_is in StratifiedKFold(n_splits=4, shuffle=True, random_state=57).split(X, y):
        is_valid = np.zeros(len(y), dtype=bool)
        is_valid[valid_is] = True
        yield ~is_valid, is_valid


def _read_data(path, f_name):
    data = pd.read_csv(os.path.join(path, 'data', f_name))
    # Targets may be a pandas Series; rows are always picked by position.
    return data.drop(columns=_target_column_name), data[_target_column_name]


def get_train_data(path='.'):
    return _read_data(path, 'train.csv')


def get_test_data(path='.'):
    return _read_data(path, 'test.csv')
