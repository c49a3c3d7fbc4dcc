import os

import pandas as pd
import rampwf as rw

problem_title = 'Tracks in a detector'

# The class that holds predictions: event number and track number of every hit
Predictions = rw.prediction_types.make_clustering()

# A submission is one file, clusterer.py, with a class Clusterer
workflow = rw.workflows.Clusterer()

# The first score is the official one
score_types = [
    rw.score_types.ClusteringEfficiency(name='efficiency', precision=3),
]

# All hits of an event are on the same side of a fold.
cv = rw.cvs.Clustering(n_cv=3, cv_test_size=0.4, random_state=57)
get_cv = cv.get_cv


def _read_data(path, f_name):
    data = pd.read_csv(os.path.join(path, 'data', f_name))
    # Column 0 of both is the event.
    return data[['event', 'ring', 'x', 'y']].values, data[['event', 'track']].values


def get_train_data(path='.'):
    return _read_data(path, 'train.csv')


def get_test_data(path='.'):
    return _read_data(path, 'test.csv')
