import os

import pandas as pd
import rampwf as rw
# Not used here, but the workflow reads images with it: so it is there before submissions run.
import skimage.io  # noqa: F401
from sklearn.model_selection import StratifiedKFold

problem_title = 'Textures'
_textures = ['checks', 'dots', 'grain', 'stripes']
# The image workflows want the numbers of the classes.
_prediction_label_names = list(range(len(_textures)))

# The class that holds predictions: one probability per texture
Predictions = rw.prediction_types.make_multiclass(label_names=_prediction_label_names)

# A submission is two files: image_preprocessor.py and batch_classifier.py. 32 images are read at
# a time.
workflow = rw.workflows.ImageClassifier(
    test_batch_size=16, chunk_size=32, n_jobs=1, n_classes=len(_textures))

# The first score is the official one
score_types = [
    rw.score_types.Accuracy(name='acc', precision=3),
    rw.score_types.NegativeLogLikelihood(name='nll', precision=3),
]


def get_cv(X, y):
    _, file_names = X
    return StratifiedKFold(n_splits=2, shuffle=True, random_state=57).split(file_names, y)


def _read_data(path, f_name):
    data = pd.read_csv(os.path.join(path, 'data', f_name))
    # X is a folder and the names of the images in it; they are read when they are needed. As
    # databoard.json exposes the folder to submissions, neither names nor order may tell the class.
    X = os.path.join(path, 'data', 'images'), data['file'].values
    return X, data['texture'].map(_textures.index).values


def get_train_data(path='.'):
    return _read_data(path, 'train.csv')


def get_test_data(path='.'):
    return _read_data(path, 'test.csv')
