"""Features on their way from the scorer to the processes that train.

Large arrays are written once, as they lie in memory, and mapped by the reader: all folds of a
problem version share the same pages of the page cache, until one writes to its own copy.
"""

from __future__ import annotations

import mmap
import os
import pickle

PAGE = mmap.PAGESIZE
# Smaller buffers travel inside the pickle: a page each would waste more than it saves.
MAPPED_BYTES_MIN = 64 * 1024


def write_features(folder, features):
    """Write any picklable object into `folder`; arrays in it are not copied in memory."""
    places = []
    with open(os.path.join(folder, 'arrays'), 'wb') as arrays:
        def take(buffer):
            raw = buffer.raw()
            if raw.nbytes < MAPPED_BYTES_MIN:
                return True
            arrays.seek(-arrays.tell() % PAGE, os.SEEK_CUR)
            places.append((arrays.tell(), raw.nbytes))
            arrays.write(raw)
            return False

        blob = pickle.dumps(features, protocol=5, buffer_callback=take)
    with open(os.path.join(folder, 'objects'), 'wb') as objects:
        pickle.dump(places, objects)
        objects.write(blob)


def read_features(folder):
    """Return what was written; its arrays are mapped, and writing to them changes nobody else's."""
    with open(os.path.join(folder, 'objects'), 'rb') as objects:
        places = pickle.load(objects)
        return pickle.load(objects, buffers=_mapped(os.path.join(folder, 'arrays'), places))


def _mapped(path, places):
    if not places:
        return []
    with open(path, 'rb') as arrays:
        pages = memoryview(mmap.mmap(arrays.fileno(), 0, access=mmap.ACCESS_COPY))
    return [pages[start:start + size] for start, size in places]


def loaded(X):
    """Return X with all its values in memory: xarray opens files lazily, and they are not there elsewhere."""
    for part in X if isinstance(X, (tuple, list)) else (X,):
        if type(part).__module__.split('.')[0] == 'xarray' and hasattr(part, 'load'):
            part.load()
            # What stays tied to an open file cannot be pickled.
            part.close()
    return X
