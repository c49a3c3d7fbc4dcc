"""Image workflows, on arrays in place of image files and, where it is installed, scikit-image."""

import importlib.util
import itertools
import unittest
from unittest import mock

import numpy as np

import rampwf as rw
from rampwf.workflows import images as images_module
from rampwf.workflows.image_classifier import BatchGeneratorBuilder
from rampwf.workflows.simplified_image_classifier import ImageLoader

from .test_workflows import WorkflowTest

N_IMAGES = 12
LABELS = np.arange(N_IMAGES) % 2

PREPROCESSOR = '''
def transform(image):
    return image / 2
def transform_test(image):
    return image / 4
'''
BATCH_CLASSIFIER = '''
import itertools
import numpy as np
from rampwf.workflows.image_classifier import get_nb_minibatches
class BatchClassifier:
    def fit(self, gen_builder):
        gen_train, gen_valid, nb_train, nb_valid = gen_builder.get_train_valid_generators(
            batch_size=3, valid_ratio=0.25)
        batches = list(itertools.islice(gen_train, get_nb_minibatches(nb_train, 3)))
        self.pixels = np.concatenate([X for X, y in batches])
        self.truth = np.concatenate([y for X, y in batches])
        self.counts = nb_train, nb_valid
        self.batch_shapes = []
    def predict_proba(self, X):
        self.batch_shapes.append(X.shape)
        self.dtype = X.dtype
        return np.column_stack([X[:, 0, 0, 0], X[:, 0, 0, 0]])
'''
IMAGE_CLASSIFIER = '''
import numpy as np
class ImageClassifier:
    def fit(self, img_loader):
        self.seen = [(x[0, 0], y) for x, y in img_loader]
    def predict_proba(self, img_loader):
        return np.array([[img_loader.load(i)[0, 0], img_loader.n_classes]
                         for i in range(len(img_loader))])
'''


class ImageTest(WorkflowTest):
    """Image i is 4 x 5 pixels of value i, in a file of numpy's own kind."""

    def setUp(self):
        super().setUp()
        for module in ('images', 'simplified_image_classifier'):
            patch = mock.patch(f'rampwf.workflows.{module}.read_image', np.load)
            patch.start()
            self.addCleanup(patch.stop)
        for number in range(N_IMAGES):
            np.save(self.folder / f'{number}.npy', np.full((4, 5), number))
        self.X = str(self.folder), np.array([f'{number}.npy' for number in range(N_IMAGES)])


class Batches(ImageTest):
    def test_train_and_predict(self):
        self.write(image_preprocessor=PREPROCESSOR, batch_classifier=BATCH_CLASSIFIER)
        for chunk_size, n_jobs, shapes in ((5, 1, [4, 1, 4, 1, 2]), (100, 2, [4, 4, 4])):
            workflow = rw.workflows.ImageClassifier(4, chunk_size, n_jobs, n_classes=2)
            model = self.train(workflow, np.arange(2, 10), self.X, LABELS)
            self.assertEqual(model[1].counts, (6, 2))
            np.testing.assert_array_equal(model[1].pixels[:3, 0, 0, 0], [1, 1.5, 2])
            self.assertEqual(model[1].pixels.dtype, np.float32)
            self.assertEqual(model[1].truth[:2].tolist(), [[1, 0], [0, 1]])
            y_pred = workflow.test_submission(model, self.X)
            np.testing.assert_array_equal(y_pred[:, 0], np.arange(N_IMAGES) / 4)
            self.assertEqual(model[1].batch_shapes, [(n, 1, 4, 5) for n in shapes])
            self.assertEqual(model[1].dtype, np.float64)

    def test_one_transform_does_for_both(self):
        self.write(image_preprocessor='def transform(image):\n    return image / 2',
                   batch_classifier=BATCH_CLASSIFIER)
        workflow = rw.workflows.ImageClassifier(4, 5, 1, 2)
        model = self.train(workflow, None, self.X, LABELS)
        self.assertEqual(workflow.test_submission(model, self.X)[3, 0], 1.5)

    def builder(self, transform=lambda image: image, n_images=N_IMAGES):
        return BatchGeneratorBuilder(
            self.X[1][:n_images], LABELS[:n_images], transform, self.X[0], 4, 2, 1)

    def test_generators_never_end_and_keep_the_order(self):
        train, valid, nb_train, nb_valid = self.builder().get_train_valid_generators(
            batch_size=4, valid_ratio=0.25)
        self.assertEqual((nb_train, nb_valid), (9, 3))
        batches = itertools.islice(train, 4)
        self.assertEqual([int(X[0, 0, 0, 0]) for X, _ in batches], [0, 4, 8, 0])
        self.assertEqual(next(valid)[0][:, 0, 0, 0].tolist(), [9, 10, 11])

    def test_nothing_to_validate(self):
        _, valid, _, nb_valid = self.builder(n_images=5).get_train_valid_generators()
        self.assertEqual((nb_valid, list(valid)), (0, []))

    def test_channels_stay_where_they_are(self):
        builder = self.builder(lambda image: np.stack([image] * 3, axis=-1))
        images, _ = next(builder.get_train_valid_generators(batch_size=2)[0])
        self.assertEqual(images.shape, (2, 4, 5, 3))

    def test_shapes_must_agree(self):
        builder = self.builder(lambda image: image[:1 + image[0, 0] % 2])
        with self.assertRaisesRegex(ValueError, r'one shape, it gave \(1, 5\) and \(2, 5\)'):
            next(builder.get_train_valid_generators()[0])


class Simplified(ImageTest):
    def test_train_and_predict(self):
        self.write(image_classifier=IMAGE_CLASSIFIER)
        workflow = rw.workflows.SimplifiedImageClassifier(n_classes=2)
        self.assertEqual(workflow.element_names, ['image_classifier'])
        model = self.train(workflow, [1, 2], self.X, LABELS)
        self.assertEqual(model.seen, [(1, 1), (2, 0)])
        y_pred = workflow.test_submission(model, self.X)
        self.assertEqual(y_pred.tolist(), [[i, 2] for i in range(N_IMAGES)])

    def test_loading_several(self):
        loader = ImageLoader(self.X[1], LABELS, self.X[0], 2)
        images, labels = loader.parallel_load(range(1, 4), [np.sqrt, np.square])
        np.testing.assert_allclose([image[0, 0] for image in images], [1, 2, 3])
        self.assertEqual(labels, [1, 0, 1])
        images = ImageLoader(self.X[1], None, self.X[0], 2).parallel_load([5])
        self.assertEqual(images[0].shape, (4, 5))
        with self.assertRaisesRegex(ValueError, "no transform 'melt'"):
            loader.parallel_load([0], [{'name': 'melt'}])
        with self.assertRaises(IndexError):
            loader.load(N_IMAGES)


@unittest.skipUnless(importlib.util.find_spec('skimage'), 'scikit-image is not installed')
class OnScikitImage(WorkflowTest):
    def test_reading_and_turning(self):
        from skimage.io import imsave
        pixels = np.zeros((8, 8), dtype=np.uint8)
        pixels[:, :4] = 255
        imsave(str(self.folder / 'half.png'), pixels, check_contrast=False)
        path = str(self.folder / 'half.png')
        np.testing.assert_array_equal(images_module.read_image(path), pixels)
        loader = ImageLoader([path], None, '/nowhere', 2)
        turn = {'name': 'rotate', 'l_angle': 180, 'u_angle': 180}
        np.testing.assert_allclose(
            loader.parallel_load([0], [turn])[0], pixels[:, ::-1], atol=1e-6)
