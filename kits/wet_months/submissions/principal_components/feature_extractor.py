from sklearn.decomposition import PCA


class FeatureExtractor:
    def __init__(self):
        self.pca = PCA(n_components=3, random_state=57)

    def fit(self, X_ds, y):
        self.pca.fit(self._flat(X_ds))
        return self

    def transform(self, X_ds):
        return self.pca.transform(self._flat(X_ds))

    def _flat(self, X_ds):
        return X_ds['pressure'].values.reshape(len(X_ds['time']), -1)
