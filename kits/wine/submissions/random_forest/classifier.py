from rampwf.hyperopt import Hyperparameter
from sklearn.ensemble import RandomForestClassifier

# RAMP START HYPERPARAMETERS
n_trees = Hyperparameter(dtype='int', default=40, values=[20, 40, 80])
max_features = Hyperparameter(dtype='float', default=0.3, values=[0.15, 0.3, 0.6])
# RAMP END HYPERPARAMETERS


class Classifier:
    def __init__(self):
        self.model = RandomForestClassifier(
            n_estimators=int(n_trees), max_features=float(max_features), random_state=57)

    def fit(self, X, y):
        self.model.fit(X.values, y)

    def predict_proba(self, X):
        return self.model.predict_proba(X.values)
