import numpy as np
from sklearn.linear_model import LogisticRegression


class ImageClassifier:
    """Learns the kind of a sign from images, and predicts the probability of each kind."""

    def __init__(self):
        self.model = LogisticRegression()

    def fit(self, img_loader):
        examples = [img_loader.load(i) for i in range(len(img_loader))]
        features = [self._features(image) for image, _ in examples]
        self.model.fit(features, [kind for _, kind in examples])

    def predict_proba(self, img_loader):
        images = [img_loader.load(i) for i in range(len(img_loader))]
        return self.model.predict_proba([self._features(image) for image in images])

    def _features(self, image):
        # The colour in the middle knows warnings, but two kinds are blue.
        colour = image[5:11, 5:11].mean(axis=(0, 1))
        return colour / np.sum(colour)
