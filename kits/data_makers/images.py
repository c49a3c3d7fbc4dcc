"""Tiny images, made up: textures, road signs, discs."""

import numpy as np
import pandas as pd
from skimage.io import imsave

from .writing import data_folder, write_table

SIZE = 16
ROWS, COLUMNS = np.mgrid[:SIZE, :SIZE]


def _write_images(kit, column, make, names, n_train, n_test, seed):
    """Write two tables, and images named by number: neither name nor order tells the class."""
    random = np.random.RandomState(seed)
    folder = data_folder(kit) / 'images'
    folder.mkdir(exist_ok=True)
    rows = []
    for number in range(n_train + n_test):
        label = names[random.randint(len(names))]
        image = np.clip(make(label, random), 0, 255).astype(np.uint8)
        imsave(folder / f'{number:03}.png', image, check_contrast=False)
        rows.append((f'{number:03}.png', label))
    table = pd.DataFrame(rows, columns=['file', column])
    write_table(data_folder(kit) / 'train.csv', table[:n_train])
    write_table(data_folder(kit) / 'test.csv', table[n_train:])
    print(f'{kit}: {n_train} training images, {n_test} test images')


def _texture(name, random):
    a, b = random.randint(0, SIZE, size=2)
    period = random.randint(3, 6)
    pattern = {
        'stripes': lambda: (ROWS + a) % period < period / 2,
        'checks': lambda: ((ROWS + a) // 3 + (COLUMNS + b) // 3) % 2,
        'dots': lambda: ((ROWS + a) % period == 0) & ((COLUMNS + b) % period == 0),
        'grain': lambda: random.rand(SIZE, SIZE),
    }[name]()
    dark, contrast = random.randint(40, 100), random.randint(60, 120)
    return dark + contrast * pattern + 20 * random.randn(SIZE, SIZE)


def textures():
    names = ['checks', 'dots', 'grain', 'stripes']
    _write_images('textures', 'texture', _texture, names, n_train=80, n_test=40, seed=66)


def _road_sign(name, random):
    row, column = random.uniform(6, 9, size=2)
    size = random.uniform(4, 6)
    down, across = (ROWS - row) / size, np.abs(COLUMNS - column) / size
    shape = {
        'order': down ** 2 + across ** 2 < 1,
        'warning': (down < 0.8) & (across < (down + 1) / 1.8),
        'information': (np.abs(down) < 0.85) & (across < 0.85),
    }[name]
    # Orders and information are blue, warnings red; dirt and dusk make it uncertain.
    colours = {'order': (60, 80, 170), 'information': (70, 90, 160), 'warning': (180, 70, 60)}
    ground = random.randint(60, 160, size=3)
    image = np.where(shape[..., None], colours[name], ground) * random.uniform(0.5, 1.1)
    return image + 25 * random.randn(SIZE, SIZE, 3)


def road_signs():
    names = ['information', 'order', 'warning']
    _write_images('road_signs', 'kind', _road_sign, names, n_train=60, n_test=30, seed=67)


def discs():
    """Bright discs on a dim ground, in images of several sizes."""
    random = np.random.RandomState(68)
    folder = data_folder('discs')
    for part, n_images in (('train', 60), ('test', 30)):
        images, rows = {}, []
        for number in range(n_images):
            shape = random.randint(24, 37, size=2)
            image = 60 + 15 * random.randn(*shape)
            placed = []
            for _ in range(random.randint(1, 4)):
                radius = random.uniform(3, 5.5)
                x, y = (random.uniform(radius, side - radius) for side in shape)
                if all(np.hypot(x - u, y - v) > radius + r + 1.5 for u, v, r in placed):
                    placed.append((x, y, radius))
                    down, across = np.arange(shape[0]) - x, np.arange(shape[1]) - y
                    inside = np.hypot(down[:, None], across) < radius
                    image[inside] += random.uniform(50, 120)
            images[f'{number:02}'] = np.clip(image, 0, 255).astype(np.uint8)
            rows += [(number, *circle) for circle in placed]
        np.savez_compressed(folder / f'images_{part}.npz', **images)
        table = pd.DataFrame(rows, columns=['image', 'x', 'y', 'radius'])
        write_table(folder / f'{part}.csv', table.round(2))
        print(f'discs: {n_images} images ({part})')
