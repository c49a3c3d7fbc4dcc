from sklearn.ensemble import ExtraTreesClassifier, VotingClassifier
from sklearn.svm import SVC


class Classifier:
    def __init__(self):
        trees = ExtraTreesClassifier(n_estimators=200, random_state=57)
        # Probabilities of a support vector machine need an inner cross-validation: slow, but good
        machine = SVC(C=10, gamma='scale', probability=True, random_state=57)
        self.model = VotingClassifier(
            [('trees', trees), ('machine', machine)], voting='soft', weights=[1, 3])

    def fit(self, X, y):
        self.model.fit(X, y)

    def predict_proba(self, X):
        return self.model.predict_proba(X)
