import os

import numpy as np
import pandas as pd
import rampwf as rw
from rampwf.score_types.classifier_base import ClassifierBaseScoreType
from sklearn.model_selection import StratifiedKFold

problem_title = 'Breast cancer'
_target_column_name = 'diagnosis'
# ROCAUC takes the second one for the class to be found
_prediction_label_names = ['benign', 'malignant']

# Set in the environment for a quick try of a submission: fewer rows and folds
_IS_QUICK = bool(os.getenv('RAMP_TEST_MODE', ''))

# The class that holds predictions: one probability per diagnosis
Predictions = rw.prediction_types.make_multiclass(label_names=_prediction_label_names)

# A submission is estimator.py with a function get_estimator(), and columns.csv, which it reads
workflow = rw.workflows.SKLearnPipeline(additional_filenames=['columns.csv'])


class CostOfDecisions(ClassifierBaseScoreType):
    """Mean cost per patient: a tumour missed costs 10, a false alarm 1.

    The base class hands over the numbers of the most probable classes.
    """

    is_lower_the_better = True
    minimum = 0.0
    maximum = 10.0

    def __init__(self, name='cost', precision=3):
        self.name = name
        self.precision = precision

    def __call__(self, y_true_label_index, y_pred_label_index):
        costs = np.array([[0, 1], [10, 0]])
        return costs[y_true_label_index, y_pred_label_index].mean()


# The first score is the official one
score_types = [
    rw.score_types.ROCAUC(name='auc', precision=3),
    CostOfDecisions(name='cost', precision=3),
    rw.score_types.ClassificationError(name='err', precision=3),
]


def get_cv(X, y):
    cv = StratifiedKFold(n_splits=2 if _IS_QUICK else 5, shuffle=True, random_state=57)
    return cv.split(X, y)


def _read_data(path, f_name):
    data = pd.read_csv(os.path.join(path, 'data', f_name), nrows=100 if _IS_QUICK else None)
    return data.drop(columns=_target_column_name), data[_target_column_name].values


def get_train_data(path='.'):
    return _read_data(path, 'train.csv')


def get_test_data(path='.'):
    return _read_data(path, 'test.csv')


def save_submission(y_pred, data_path='.', output_path='.', suffix='test'):
    """Write predictions in the form that another site asks for; `ramp-test` calls this hook."""
    table = pd.DataFrame({'patient': np.arange(len(y_pred)), 'malignant': y_pred[:, 1]})
    table.to_csv(os.path.join(output_path, f'submission_{suffix}.csv'), index=False)
