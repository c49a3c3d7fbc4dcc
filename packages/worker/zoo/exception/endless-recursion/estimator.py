class Deep:
    def fit(self, X, y):
        self.fit(X, y)


def get_estimator():
    return Deep()
