class Greedy:
    def fit(self, X, y):
        self.blocks = []
        while True:
            self.blocks.append(b'x' * (1 << 20))


def get_estimator():
    return Greedy()
