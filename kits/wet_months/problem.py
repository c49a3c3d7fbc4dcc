import os

import numpy as np
import pandas as pd
import rampwf as rw
import xarray as xr
from sklearn.model_selection import GroupKFold

problem_title = 'Wet and dry months'
# The Brier scores look at the probability of the second one
_prediction_label_names = ['dry', 'wet']

# The class that holds predictions: one probability per kind of weather
Predictions = rw.prediction_types.make_multiclass(label_names=_prediction_label_names)

# A submission is two files: feature_extractor.py, which gets maps, and classifier.py
workflow = rw.workflows.GridFeatureExtractorClassifier()

# The first score is the official one. All of this family have the same default name.
score_types = [
    rw.score_types.BrierSkillScore(name='skill', precision=3),
    rw.score_types.BrierScore(name='brier', precision=3),
    rw.score_types.BrierScoreReliability(name='reliability', precision=3),
    rw.score_types.BrierScoreResolution(name='resolution', precision=3),
]


def get_cv(X, y):
    # Months of one year stay together, because weather lasts.
    years = X['time'].dt.year.values
    return GroupKFold(n_splits=4).split(y, groups=years)


def _read_data(path, name):
    months = pd.read_csv(os.path.join(path, 'data', f'{name}.csv'))
    pressure = np.load(os.path.join(path, 'data', f'pressure_{name}.npy')).astype(float)
    # Samples lie along the dimension that has "time" in its name.
    X_ds = xr.Dataset(
        {'pressure': (('time', 'lat', 'lon'), pressure)},
        coords={'time': pd.to_datetime(months['month']), 'lat': np.linspace(60, 35, 6),
                'lon': np.linspace(-30, 12, 8)})
    return X_ds, months['weather'].values


def get_train_data(path='.'):
    return _read_data(path, 'train')


def get_test_data(path='.'):
    return _read_data(path, 'test')
