import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler


class DomainAdapter:
    def __init__(self):
        self.source_scaler, self.target_scaler = StandardScaler(), StandardScaler()
        self.model = LogisticRegression()

    def fit(self, X_source, y_source, X_target, y_target, X_unlabeled):
        # Gases come as often before the one as before the other: so only scale and offset differ,
        # and those need no labels.
        self.target_scaler.fit(np.vstack([X_target, X_unlabeled]))
        self.model.fit(
            np.vstack([self.source_scaler.fit_transform(X_source),
                       self.target_scaler.transform(X_target)]),
            np.concatenate([y_source, y_target]))

    def predict_proba(self, X_target):
        return self.model.predict_proba(self.target_scaler.transform(X_target))
