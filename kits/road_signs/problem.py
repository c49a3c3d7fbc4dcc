import os

import pandas as pd
import rampwf as rw
# Not used here, but the workflow reads images with it: so it is there before submissions run.
import skimage.io  # noqa: F401
from sklearn.model_selection import StratifiedShuffleSplit

problem_title = 'Road signs'
_kinds = ['information', 'order', 'warning']
# The image workflows want the numbers of the classes.
_prediction_label_names = list(range(len(_kinds)))

# The class that holds predictions: one probability per kind
Predictions = rw.prediction_types.make_multiclass(label_names=_prediction_label_names)

# A submission is one file, image_classifier.py, with a class ImageClassifier
workflow = rw.workflows.SimplifiedImageClassifier(n_classes=len(_kinds))

# The first score is the official one
score_types = [
    rw.score_types.Accuracy(name='acc', precision=3),
    rw.score_types.F1Above(name='f1_90', precision=2, threshold=0.9),
]


def get_cv(X, y):
    _, file_names = X
    cv = StratifiedShuffleSplit(n_splits=3, test_size=0.3, random_state=57)
    return cv.split(file_names, y)


def _read_data(path, f_name):
    data = pd.read_csv(os.path.join(path, 'data', f_name))
    # X is a folder, exposed to submissions by databoard.json, and the names of the images in it.
    X = os.path.join(path, 'data', 'images'), data['file'].values
    return X, data['kind'].map(_kinds.index).values


def get_train_data(path='.'):
    return _read_data(path, 'train.csv')


def get_test_data(path='.'):
    return _read_data(path, 'test.csv')
