import os

import pandas as pd
import rampwf as rw
from rampwf.utils.importing import import_module_from_source
from sklearn.model_selection import StratifiedShuffleSplit

problem_title = 'From an old sensor to a new one'
_prediction_label_names = ['air', 'methane', 'propane']
_channels = [f'channel_{number}' for number in range(1, 6)]


class BySensor:
    """Something about the two sensors: features, labels, or the rows of a fold.

    X, y and both halves of a fold may be objects of a kit's own class. The platform looks at the
    attributes of y that are arrays; the attributes of the same names of a fold's half say which of
    their rows belong to it.
    """

    def __init__(self, source, target):
        self.source = source
        self.target = target


class Features(BySensor):
    """Measurements of both sensors; of the new one also some whose gas nobody knows."""

    def __init__(self, source, target, target_unlabeled):
        super().__init__(source, target)
        self.target_unlabeled = target_unlabeled


class Predictions(rw.prediction_types.make_multiclass(label_names=_prediction_label_names)):
    """One probability per gas, for the new sensor's measurements only."""

    def __init__(self, y_pred=None, y_true=None, n_samples=None, fold_is=None):
        super().__init__(
            y_pred=y_pred, n_samples=n_samples,
            y_true=None if y_true is None else y_true.target,
            fold_is=None if fold_is is None else fold_is.target)

    def set_valid_in_train(self, predictions, test_is):
        # Of the test data all rows are meant, and no fold says so.
        super().set_valid_in_train(predictions, getattr(test_is, 'target', test_is))


class DomainAdapter:
    """A submission is domain_adapter.py with a class DomainAdapter."""

    def __init__(self, workflow_element_names=('domain_adapter',)):
        self.element_names = list(workflow_element_names)

    def train_submission(self, module_path, X, y, train_is=None):
        name = self.element_names[0]
        module = import_module_from_source(
            os.path.join(module_path, name + '.py'), name, sanitize=True)
        adapter = module.DomainAdapter()
        if train_is is None:
            train_is = BySensor(slice(None), slice(None))
        adapter.fit(X.source[train_is.source], y.source[train_is.source],
                    X.target[train_is.target], y.target[train_is.target], X.target_unlabeled)
        return adapter

    def test_submission(self, trained_model, X):
        return trained_model.predict_proba(X.target)


workflow = DomainAdapter()

# The first score is the official one
score_types = [
    rw.score_types.Accuracy(name='acc', precision=3),
    rw.score_types.NegativeLogLikelihood(name='nll', precision=3),
]


def get_cv(X, y):
    """A fold has ten labels of the new sensor to train with, and validates on the others."""
    of_source = StratifiedShuffleSplit(n_splits=4, train_size=0.8, random_state=57)
    of_target = StratifiedShuffleSplit(n_splits=4, train_size=10, random_state=58)
    splits = zip(of_source.split(X.source, y.source), of_target.split(X.target, y.target))
    for source, target in splits:
        yield BySensor(source[0], target[0]), BySensor(source[1], target[1])


def _read_data(path, f_name):
    data = pd.read_csv(os.path.join(path, 'data', f_name))
    is_new, is_labeled = data['sensor'] == 'new', data['gas'].notna()
    parts = [data[~is_new], data[is_new & is_labeled], data[is_new & ~is_labeled]]
    source, target, unlabeled = (part[_channels].values for part in parts)
    labels = [part['gas'].values for part in parts[:2]]
    return Features(source, target, unlabeled), BySensor(*labels)


def get_train_data(path='.'):
    return _read_data(path, 'train.csv')


def get_test_data(path='.'):
    X, y = _read_data(path, 'test.csv')
    # By now the old sensor is gone.
    return Features(None, X.target, None), BySensor(None, y.target)
