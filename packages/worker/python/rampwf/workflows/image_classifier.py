"""Helpers of the image workflows."""


def get_nb_minibatches(nb_samples, batch_size):
    """Number of batches that `nb_samples` make, the last one may be smaller."""
    return -(-nb_samples // batch_size)
