"""Workflow of an image preprocessor followed by a classifier of batches."""

from __future__ import annotations

import os

import numpy as np

from ..utils.importing import import_module_from_source
from ..utils.indexing import select_rows
from .images import as_batch, chunks, read_images


class ImageClassifier:
    """A submission is `image_preprocessor.py` and `batch_classifier.py`.

    The first has a function `transform(image)`, and `transform_test(image)` if predicting wants
    another one. The second has a class `BatchClassifier`: `fit(gen_builder)`, which gets a
    `BatchGeneratorBuilder`, and `predict_proba(batch)`, whose batch keeps the dtype of the
    transformed images. `X` is the pair (folder of images, array of file names). A model is the pair
    of preprocessor module and fitted classifier.

    Parameters
    ----------
    test_batch_size : how many images `predict_proba` gets at a time.
    chunk_size : how many images are read at a time, that is: held in memory.
    n_jobs : how many threads read images; -1 for as many as there are cores.
    n_classes : how many classes there are; `y` holds their numbers.
    """

    def __init__(self, test_batch_size, chunk_size, n_jobs, n_classes,
                 workflow_element_names=('image_preprocessor', 'batch_classifier')):
        self.element_names = list(workflow_element_names)
        self.test_batch_size = test_batch_size
        self.chunk_size = chunk_size
        self.n_jobs = n_jobs
        self.n_classes = n_classes

    def train_submission(self, module_path, folder_X_array, y_array, train_is=None):
        """Fit on the images `train_is` (None: all)."""
        folder, ids = folder_X_array
        preprocessor, module = [
            import_module_from_source(
                os.path.join(module_path, name + '.py'), name, sanitize=True)
            for name in self.element_names[:2]]
        classifier = module.BatchClassifier()
        classifier.fit(BatchGeneratorBuilder(
            select_rows(ids, train_is), select_rows(y_array, train_is), preprocessor.transform,
            folder, self.chunk_size, self.n_classes, self.n_jobs))
        return preprocessor, classifier

    def test_submission(self, trained_model, folder_X_array):
        """Return class probabilities, shape (n, n_classes)."""
        folder, ids = folder_X_array
        preprocessor, classifier = trained_model
        transform = getattr(preprocessor, 'transform_test', preprocessor.transform)
        probabilities = [
            classifier.predict_proba(as_batch([transform(image) for image in images]))
            for chunk in chunks(ids, self.chunk_size)
            for images in chunks(read_images(folder, chunk, self.n_jobs), self.test_batch_size)]
        return np.concatenate(probabilities) if probabilities else np.empty((0, self.n_classes))


class BatchGeneratorBuilder:
    """Makes the generators of batches that a `BatchClassifier` is fitted with.

    The arguments are attributes, and may be changed before generators are asked for.
    """

    def __init__(self, X_array, y_array, transform_img, folder, chunk_size, n_classes, n_jobs):
        self.X_array = X_array
        self.y_array = y_array
        self.transform_img = transform_img
        self.folder = folder
        self.chunk_size = chunk_size
        self.n_classes = n_classes
        self.n_jobs = n_jobs
        self.nb_examples = len(X_array)

    def get_train_valid_generators(self, batch_size=256, valid_ratio=0.1):
        """Return (train generator, validation generator, number of training and of valid images).

        The generators never end. Each item is (images, y): float32 of shape (n, ...), and for `y` a
        1 in the column of the class, shape (n, n_classes). The last `valid_ratio` of the images are
        for validation; nothing is shuffled.
        """
        nb_valid = int(valid_ratio * self.nb_examples)
        nb_train = self.nb_examples - nb_valid
        return (self._batches(slice(0, nb_train), batch_size),
                self._batches(slice(nb_train, None), batch_size), nb_train, nb_valid)

    def _batches(self, part, batch_size):
        positions = np.arange(self.nb_examples)[part]
        ids, labels = np.asarray(self.X_array), np.asarray(self.y_array).astype(int)
        # Without images an endless generator would never come back.
        while len(positions):
            for chunk in chunks(positions, self.chunk_size):
                images = read_images(self.folder, ids[chunk], self.n_jobs)
                for batch in chunks(np.arange(len(chunk)), batch_size):
                    # Transformed by the caller's thread, so that random changes can be repeated.
                    yield (as_batch([self.transform_img(images[i]) for i in batch], np.float32),
                           np.eye(self.n_classes)[labels[chunk[batch]]])


def get_nb_minibatches(nb_samples, batch_size):
    """Number of batches that `nb_samples` make, the last one may be smaller."""
    return -(-nb_samples // batch_size)
