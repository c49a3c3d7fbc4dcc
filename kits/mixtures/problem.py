import os

import numpy as np
import pandas as pd
import rampwf as rw
from sklearn.model_selection import StratifiedShuffleSplit

problem_title = 'Spectra of mixtures'
_substances = ['acetone', 'ethanol', 'glycerol', 'propanol']

# Predictions have two parts: probabilities of the substances, and the amount. A part needs a
# column, therefore the regression has a label name.
_Substance = rw.prediction_types.make_multiclass(label_names=_substances)
_Amount = rw.prediction_types.make_regression(label_names=['amount'])
Predictions = rw.prediction_types.make_combined([_Substance, _Amount])

# A submission is four files: a classifier and a regressor, each with a feature extractor of its own
workflow = rw.workflows.DrugSpectra()

_error = rw.score_types.ClassificationError(name='err', precision=3)
_mare = rw.score_types.MARE(name='mare', precision=3)

# The first score is the official one. MakeCombined picks out a part.
score_types = [
    rw.score_types.Combined([_error, _mare], weights=[2 / 3, 1 / 3], name='combined', precision=3),
    rw.score_types.MakeCombined(_error, index=0),
    rw.score_types.MakeCombined(_mare, index=1),
]


def get_cv(X, y):
    cv = StratifiedShuffleSplit(n_splits=4, test_size=0.25, random_state=57)
    return cv.split(X, y[:, 0])


def _read_data(path, name):
    data = pd.read_csv(os.path.join(path, 'data', f'{name}.csv'))
    spectra = np.load(os.path.join(path, 'data', f'spectra_{name}.npy')).astype(float)
    # A column may hold arrays, here one spectrum per flask.
    X_df = pd.DataFrame({'temperature': data['temperature'], 'spectrum': list(spectra)})
    # One column per part of the predictions; dtype object, because they are words and numbers.
    return X_df, data[['substance', 'amount']].values


def get_train_data(path='.'):
    return _read_data(path, 'train')


def get_test_data(path='.'):
    return _read_data(path, 'test')
