import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


class ImageClassifier:
    def __init__(self):
        self.model = make_pipeline(StandardScaler(), LogisticRegression())

    def fit(self, img_loader):
        # Every sign as it is, and once more, hanging a little askew
        features, kinds = self._load(img_loader)
        askew, _ = self._load(img_loader, [{'name': 'rotate', 'l_angle': -10, 'u_angle': 10}])
        self.model.fit(features + askew, kinds + kinds)

    def predict_proba(self, img_loader):
        images = img_loader.parallel_load(range(len(img_loader)))
        return self.model.predict_proba([self._features(image) for image in images])

    def _load(self, img_loader, transforms=None):
        images, kinds = img_loader.parallel_load(range(len(img_loader)), transforms)
        return [self._features(image) for image in images], kinds

    def _features(self, image):
        # The middle's colour, and how far outwards in eight directions the image is like it
        middle = image[6:10, 6:10].mean(axis=(0, 1))
        distance = np.linalg.norm(image - middle, axis=2)
        rows, columns = np.mgrid[-7.5:8, -7.5:8]
        sector = np.round(np.arctan2(rows, columns) / (np.pi / 4)).astype(int) % 8
        outer = np.hypot(rows, columns) > 3
        shape = [distance[outer & (sector == number)].mean() for number in range(8)]
        return np.concatenate([middle / middle.sum(), shape])
