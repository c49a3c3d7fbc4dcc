import json
import os

import numpy as np
from sklearn.model_selection import KFold

# From the folder external_imports/
from lifetimes import CRPS, Coverage, FeatureExtractorForecaster, NormalDistributions

problem_title = 'Battery life'

# The class that holds predictions: a mean and a standard deviation per battery
Predictions = NormalDistributions

# A submission is two files: feature_extractor.py and forecaster.py
workflow = FeatureExtractorForecaster()

# The first score is the official one
score_types = [
    CRPS(name='crps', precision=2),
    Coverage(name='coverage', precision=2),
]


def get_cv(X, y):
    return KFold(n_splits=5, shuffle=True, random_state=57).split(X)


def _read_data(path, name):
    with open(os.path.join(path, 'data', f'{name}.json')) as file:
        data = json.load(file)
    # X may be any list: here one array per battery, of as many measurements as there are yet.
    X = [np.array(voltages) for voltages in data['voltages']]
    return X, np.array(data['remaining'], dtype=float)


def get_train_data(path='.'):
    return _read_data(path, 'train')


def get_test_data(path='.'):
    return _read_data(path, 'test')
