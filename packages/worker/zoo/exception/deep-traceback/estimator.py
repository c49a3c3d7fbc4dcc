class Deep:
    def fit(self, X, y):
        """A trace of hundreds of frames and a message of a hundred megabytes."""
        def down(level):
            if level == 0:
                raise ValueError('x' * 100_000_000)
            down(level - 1)

        down(900)


def get_estimator():
    return Deep()
