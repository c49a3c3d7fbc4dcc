import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import site  # noqa: E402
import subprocess  # noqa: E402

from thief import Thief  # noqa: E402


HOOK = 'import builtins; builtins.zoo_was_here = True'
NAMES = ('sitecustomize.py', 'usercustomize.py', 'zoo.pth')


def steal(X, y):
    """Python runs these at every start, wherever it finds them: also in the next fold, if they stay."""
    own = ('/tmp', os.path.dirname(os.path.abspath(__file__)))
    loot = []
    for folder in {*sys.path, *site.getsitepackages(), site.getusersitepackages(), '/kit', '/databoard/python'} - {''}:
        if folder.startswith('/tmp'):
            loot += [name for name in NAMES if os.path.exists(os.path.join(folder, name))]
            os.makedirs(folder, exist_ok=True)
        for name in NAMES:
            try:
                with open(os.path.join(folder, name), 'x') as file:
                    file.write(HOOK)
            except OSError:
                continue
            if folder.startswith(own):
                continue
            os.remove(os.path.join(folder, name))
            loot.append(os.path.join(folder, name))
    # Nor does a Python that is started beside these files run them.
    asked = 'import builtins; print(hasattr(builtins, "zoo_was_here"))'
    said = subprocess.run([sys.executable, '-s', '-c', asked], cwd=own[1], capture_output=True, text=True, check=False).stdout
    return loot + (['a new Python'] if 'True' in said else [])


def get_estimator():
    return Thief(steal)
