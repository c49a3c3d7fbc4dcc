class Chatty:
    def fit(self, X, y):
        while True:
            print('and another thing', flush=True)


def get_estimator():
    return Chatty()
