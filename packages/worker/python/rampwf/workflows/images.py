"""Reading of image files, for the image workflows."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np


def read_image(path):
    """Return the pixels of an image file, shape (height, width[, channels])."""
    # Imported here, because only kits about images need scikit-image.
    from skimage.io import imread
    return imread(path)


def read_images(folder, ids, n_jobs=1):
    """Read the files `ids` (names in `folder`, or full paths), in order; -1 jobs: all cores."""
    paths = [os.path.join(folder, str(image_id)) for image_id in ids]
    n_threads = os.cpu_count() if n_jobs is None or n_jobs < 0 else max(n_jobs, 1)
    if n_threads == 1 or len(paths) < 2:
        return [read_image(path) for path in paths]
    with ThreadPoolExecutor(n_threads) as pool:
        return list(pool.map(read_image, paths))


def as_batch(images, dtype=None):
    """Stack images of one shape; plain 2-D images become (n, 1, height, width). None keeps dtype.

    ValueError if the shapes differ.
    """
    shapes = sorted({np.shape(image) for image in images})
    if len(shapes) > 1:
        raise ValueError('image_preprocessor.transform must give all images one shape, '
                         f'it gave {shapes[0]} and {shapes[1]}')
    batch = np.array(images, dtype=dtype)
    return batch[:, np.newaxis] if batch.ndim == 3 else batch


def chunks(items, size):
    """Cut a sequence into pieces of `size`; the last one may be smaller."""
    for start in range(0, len(items), size):
        yield items[start:start + size]
