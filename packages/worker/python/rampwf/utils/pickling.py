"""Keep a trained model in a file, for a kit author's own use. Never open a stranger's."""

from __future__ import annotations

import os
import pickle
import warnings

TRAINED_MODEL = 'trained_model.pkl'


def pickle_trained_model(fold_output_path, trained_model, trained_model_name=TRAINED_MODEL,
                         is_silent=False):
    """Write a model to a file in the folder `fold_output_path`; return what reading it back gives.

    A model that cannot take this way is returned as it is, with a warning unless `is_silent`: not
    every model has to be able to.
    """
    # A submission's classes are in no module that could be imported again, so they have to go into
    # the file as well. scikit-learn brings joblib, and joblib the library that does that.
    from joblib.externals import cloudpickle
    os.makedirs(fold_output_path, exist_ok=True)
    path = os.path.join(fold_output_path, trained_model_name)
    try:
        with open(path, 'wb') as file:
            cloudpickle.dump(trained_model, file)
        return unpickle_trained_model(fold_output_path, trained_model_name)
    except Exception as error:
        if not is_silent:
            warnings.warn(f'the model cannot be pickled and read back: {error!r}', stacklevel=2)
        if os.path.exists(path):
            os.remove(path)
        return trained_model


def unpickle_trained_model(fold_output_path, trained_model_name=TRAINED_MODEL):
    """Return the model in a file that `pickle_trained_model` wrote; OSError if there is none."""
    with open(os.path.join(fold_output_path, trained_model_name), 'rb') as file:
        return pickle.load(file)
