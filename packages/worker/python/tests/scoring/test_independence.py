"""Evaluation runs with whichever rampwf a kit imports, so it imports none itself."""

import subprocess
import sys
import unittest
from pathlib import Path

PYTHON = Path(__file__).parents[2]


class Independence(unittest.TestCase):
    def test_no_rampwf_is_imported(self):
        names = [f'databoard_scoring.{path.stem}'
                 for path in (PYTHON / 'databoard_scoring').glob('*.py')]
        names += ['databoard_runtime.scoring', 'databoard_runtime.fold_child']
        code = f'import sys, {", ".join(names)}; print("rampwf" in sys.modules)'
        printed = subprocess.run(
            [sys.executable, '-c', code], check=True, capture_output=True, text=True, cwd=PYTHON)
        self.assertEqual(printed.stdout.strip(), 'False')
