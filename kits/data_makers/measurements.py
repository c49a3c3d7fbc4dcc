"""What instruments measure, made up: spectra, hits of particles, gases, colours of the ground."""

import numpy as np
import pandas as pd

from .writing import data_folder, write_array, write_table, write_tables


def mixtures():
    """Spectra of one substance in water: bands that grow with its amount, on the lamp's slope."""
    random = np.random.RandomState(62)
    waves = np.linspace(0, 1, 60)
    bands = {'acetone': (0.2, 0.55), 'ethanol': (0.25, 0.8), 'glycerol': (0.35, 0.75),
             'propanol': (0.27, 0.78)}
    for part, n_flasks in (('train', 240), ('test', 120)):
        substances = random.choice(list(bands), size=n_flasks)
        amounts = random.uniform(2, 20, size=n_flasks)
        spectra = np.array([
            amount / 10 * sum(np.exp(-((waves - band) / 0.05) ** 2) for band in bands[substance])
            + random.randn() * waves + 0.25 * random.randn(len(waves)) + 2
            for substance, amount in zip(substances, amounts)])
        folder = data_folder('mixtures')
        write_array(folder / f'spectra_{part}.npy', spectra)
        write_table(folder / f'{part}.csv', pd.DataFrame(
            {'temperature': random.normal(21, 1, n_flasks).round(1), 'substance': substances,
             'amount': amounts.round(2)}))
        print(f'mixtures: {n_flasks} flasks ({part})')


def tracks():
    """Where charged particles, bent by a magnet, cross eight rings around where they come from."""
    random = np.random.RandomState(63)

    def events(numbers):
        hits = []
        for event in numbers:
            for track in range(random.randint(5, 11)):
                angle, bend = random.uniform(0, 2 * np.pi), random.uniform(-0.04, 0.04)
                for ring in range(1, 9):
                    if random.rand() > 0.05:
                        phi = angle + bend * ring + 0.01 * random.randn()
                        hits.append((event, ring, ring * np.cos(phi), ring * np.sin(phi), track))
        table = pd.DataFrame(hits, columns=['event', 'ring', 'x', 'y', 'track'])
        # Within an event the order of the hits would give the tracks away.
        shuffled = table.sample(frac=1, random_state=57).sort_values('event', kind='stable')
        return shuffled.round({'x': 3, 'y': 3})

    write_tables('tracks', events(range(30)), events(range(30, 45)))


def new_sensor():
    """Three gases before an old sensor and, with other gains and offsets, before a new one."""
    random = np.random.RandomState(64)
    gases = np.array(['air', 'methane', 'propane'])
    answers = np.array([[1, 1, 1, 1, 1], [2.2, 1.3, 1, 1.8, 1.1], [1.5, 2.1, 1.4, 1, 1.9]])
    gains, offsets = np.array([1.3, 0.6, 1.1, 0.8, 1.4]), np.array([0.8, 0.9, -0.5, 0.7, -0.6])

    def measured(n_samples, is_new, has_label=True):
        kinds = random.randint(3, size=n_samples)
        values = answers[kinds] + 0.35 * random.randn(n_samples, 5)
        if is_new:
            values = values * gains + offsets
        table = pd.DataFrame(values, columns=[f'channel_{i}' for i in range(1, 6)])
        table.insert(0, 'sensor', 'new' if is_new else 'old')
        table['gas'] = gases[kinds] if has_label else ''
        return table

    train = pd.concat([measured(200, is_new=False), measured(40, is_new=True),
                       measured(150, is_new=True, has_label=False)])
    write_tables('new_sensor', train, measured(120, True))


def land_cover():
    """Colours of patches of ground as seen from far above, mixtures of three kinds of cover."""
    random = np.random.RandomState(65)
    pure = np.array([[0.05, 0.09, 0.06, 0.45], [0.20, 0.24, 0.30, 0.36], [0.07, 0.06, 0.04, 0.02]])
    shares = random.dirichlet([0.7, 0.7, 0.7], size=360)
    colours = shares @ pure * random.uniform(0.8, 1.2, size=(360, 1)) + 0.01 * random.randn(360, 4)
    table = pd.DataFrame(np.hstack([colours, shares]).round(4), columns=[
        'blue', 'green', 'red', 'infrared', 'forest', 'soil', 'water'])
    write_tables('land_cover', table[:240], table[240:])
