class Writer:
    def fit(self, X, y):
        """Four terabytes, all of them holes."""
        with open('/dev/shm/sparse', 'wb') as file:
            file.truncate(1 << 42)


def get_estimator():
    return Writer()
