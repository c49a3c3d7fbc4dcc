import os

import numpy as np
import pandas as pd
import rampwf as rw
from sklearn.model_selection import KFold

problem_title = 'Discs in images'

# The class that holds predictions: for every image a list of (confidence, x, y, radius)
Predictions = rw.prediction_types.make_detection()

# A submission is one file, object_detector.py, with a class ObjectDetector
workflow = rw.workflows.ObjectDetector()

# The first score is the official one. The others count circles with a confidence above 0.5.
score_types = [
    rw.score_types.OSPA(name='ospa', precision=3),
    rw.score_types.DetectionAveragePrecision(name='ap', precision=3, iou_threshold=0.5),
    rw.score_types.DetectionRecall(name='recall', precision=3, iou_threshold=0.5),
]


def get_cv(X, y):
    return KFold(n_splits=3, shuffle=True, random_state=57).split(X)


def _object_array(items):
    # np.array(items) would try to make numbers of them, and fails when their shapes differ.
    array = np.empty(len(items), dtype=object)
    array[:] = items
    return array


def _read_data(path, name):
    with np.load(os.path.join(path, 'data', f'images_{name}.npz')) as images:
        X = _object_array([images[key] for key in sorted(images)])
    circles = pd.read_csv(os.path.join(path, 'data', f'{name}.csv'))
    # The truth of an image is a list of (x, y, radius), x counting rows and y columns. An image
    # without a disc would have an empty list.
    y = [[] for _ in X]
    for image, *circle in circles.itertuples(index=False):
        y[image].append(tuple(circle))
    return X, _object_array(y)


def get_train_data(path='.'):
    return _read_data(path, 'train')


def get_test_data(path='.'):
    return _read_data(path, 'test')
