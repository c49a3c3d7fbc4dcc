"""Workflow of submissions that classify images, one file, one class."""

from __future__ import annotations

import os

import numpy as np

from ..utils.importing import import_module_from_source
from ..utils.indexing import select_rows
from .images import read_image, read_images


class SimplifiedImageClassifier:
    """A submission is a file with a class `ImageClassifier`: `fit` and `predict_proba`.

    Both get an `ImageLoader`, `fit` one with classes. `X` is the pair (folder of images, array of
    file names), `y` holds the numbers of the classes, of which there are `n_classes`.
    """

    def __init__(self, n_classes, workflow_element_names=('image_classifier',)):
        self.element_names = list(workflow_element_names)
        self.n_classes = n_classes

    def train_submission(self, module_path, folder_X_array, y_array, train_is=None):
        """Fit on the images `train_is` (None: all)."""
        folder, ids = folder_X_array
        name = self.element_names[0]
        module = import_module_from_source(
            os.path.join(module_path, name + '.py'), name, sanitize=True)
        classifier = module.ImageClassifier()
        classifier.fit(ImageLoader(
            select_rows(ids, train_is), select_rows(y_array, train_is), folder, self.n_classes))
        return classifier

    def test_submission(self, trained_model, folder_X_array):
        """Return class probabilities, shape (n, n_classes)."""
        folder, ids = folder_X_array
        return trained_model.predict_proba(ImageLoader(ids, None, folder, self.n_classes))


class ImageLoader:
    """Reads images when asked for; `y_array` is None where there are no classes to tell."""

    def __init__(self, X_array, y_array, folder, n_classes):
        self.X_array = X_array
        self.y_array = y_array
        self.folder = folder
        self.n_classes = n_classes
        self.nb_examples = len(X_array)

    def __len__(self):
        return self.nb_examples

    def __iter__(self):
        return (self.load(index) for index in range(self.nb_examples))

    def load(self, index):
        """Return (image, class) of one example, or the image alone; IndexError if out of range."""
        if not 0 <= index < self.nb_examples:
            raise IndexError(f'there is no image {index}, there are {self.nb_examples}')
        image = read_image(os.path.join(self.folder, str(np.asarray(self.X_array)[index])))
        return image if self.y_array is None else (image, np.asarray(self.y_array)[index])

    def parallel_load(self, indexes, transforms=None):
        """Return (images, classes) of several examples as lists, or the list of images alone.

        `transforms` are applied to each image in turn: functions of an image, or
        `{'name': 'rotate', 'l_angle': degrees, 'u_angle': degrees}` for a rotation by a random
        angle between the two. ValueError for another name.
        """
        indexes = [int(index) for index in indexes]
        images = read_images(self.folder, np.asarray(self.X_array)[indexes], n_jobs=-1)
        # Not in the reading threads, so that the random angles can be repeated.
        for transform in transforms or []:
            images = [_transformed(image, transform) for image in images]
        if self.y_array is None:
            return images
        return images, list(np.asarray(self.y_array)[indexes])


def _transformed(image, transform):
    if callable(transform):
        return transform(image)
    if transform['name'] != 'rotate':
        raise ValueError(f"there is no transform {transform['name']!r}, only 'rotate'; "
                         'a function of an image will do as well')
    from skimage.transform import rotate
    angle = np.random.uniform(transform['l_angle'], transform['u_angle'])
    return rotate(image, angle, preserve_range=True)
