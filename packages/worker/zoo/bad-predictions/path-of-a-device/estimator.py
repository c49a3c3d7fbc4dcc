class Answers:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return ['/dev/zero'] * len(X)


def get_estimator():
    return Answers()
