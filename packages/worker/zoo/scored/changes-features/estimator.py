import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from thief import Thief  # noqa: E402


MARK = 12345.678


def steal(X, y):
    """Every fold maps the same features: what one writes into them, the next one must not see."""
    values = X.to_numpy()
    loot = [MARK] if (values == MARK).any() else []
    frame = sys._getframe()
    while frame is not None:
        whole = frame.f_locals.get('X_array', frame.f_locals.get('X'))
        if hasattr(whole, 'to_numpy'):
            array = whole.to_numpy()
            try:
                array.flags.writeable = True
                array[:] = MARK
            except ValueError:
                pass
        frame = frame.f_back
    for folder, _, names in os.walk('/features'):
        for name in names:
            try:
                with open(os.path.join(folder, name), 'r+b'):
                    loot.append(name)
            except OSError:
                continue
    return loot


def get_estimator():
    return Thief(steal)
