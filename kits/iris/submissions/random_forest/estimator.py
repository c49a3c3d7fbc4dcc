from sklearn.ensemble import RandomForestClassifier


def get_estimator():
    return RandomForestClassifier(n_estimators=30, min_samples_leaf=3, random_state=57)
