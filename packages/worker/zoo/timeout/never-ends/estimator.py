class Endless:
    def fit(self, X, y):
        while True:
            pass


def get_estimator():
    return Endless()
