import numpy as np
from sklearn.naive_bayes import GaussianNB


class BatchClassifier:
    """Learns the texture from batches of images, and predicts the probability of each texture."""

    def __init__(self):
        self.model = GaussianNB()

    def fit(self, gen_builder):
        # The generators never end, so take as many images as there are, none for validation.
        generator, _, n_train, _ = gen_builder.get_train_valid_generators(
            batch_size=16, valid_ratio=0)
        features, labels = [], []
        while sum(map(len, labels)) < n_train:
            images, one_hot = next(generator)
            features.append(self._features(images))
            labels.append(one_hot.argmax(axis=1))
        self.model.fit(np.concatenate(features), np.concatenate(labels))

    def predict_proba(self, batch):
        return self.model.predict_proba(self._features(batch))

    def _features(self, images):
        # How bright, and how much brightness varies. What about the pattern?
        return np.column_stack([images.mean(axis=(1, 2, 3)), images.std(axis=(1, 2, 3))])
