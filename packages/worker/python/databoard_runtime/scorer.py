"""The scorer: one process per problem version, with the kit and its labels, and no participant's code.

Started by the worker with a socket as descriptor 3; answers one request after the other until the
socket is closed.
"""

from __future__ import annotations

import argparse
import os
import pickle
import socket
import sys
import time

from . import isolation
from .blending import Blending, CannotBlend, PredictionsMissing, split_digests
from .description import check_score_types, describe
from .framing import receive_frame, send_frame
from .exposure import check_paths_in_features, files_read_at_import, modules_of_kit
from .features import read_features, write_features
from .kit import KitData, KitRefused, Reads, add_kit_options, call_kit, load_problem
from .kit_check import NotAvailable, constant_scores, targets
from .masking import CannotMask, permute, seed_of
from .predictions import BadPredictions
from .repeated_rows import repeated_rows
from .row_digests import row_digests
from .scoring import Scoring, wire_number
from .seccomp import fold_filter
from .telling_columns import telling_columns

PART_BYTES_MAX = 1 << 40
# How long a blend goes on before other requests get their turn.
BLEND_SECONDS = 0.1


class Scorer:
    """Answers the worker's requests; every answer is a header and binary parts."""

    def __init__(self, options):
        self._options = options
        self._problem = self._data = self._scoring = self._blending = None
        self._blend_steps, self._blend_number = None, 0

    def answer(self, header, parts):
        """Return the answer to one request; the submission's and the kit's faults are answers, ours are raised."""
        try:
            return getattr(self, f'_{header["op"]}')(header, parts)
        except KitRefused as refused:
            return {'kind': 'refused', 'message': refused.message[:8000], 'fileName': refused.file_name,
                    'line': refused.line}, []
        except BadPredictions as bad:
            return {'kind': 'bad-predictions', 'step': bad.step, 'message': bad.message,
                    'detail': bad.detail and bad.detail[:4000]}, []
        except CannotBlend as cannot:
            return {'kind': 'unblendable', 'message': str(cannot)[:2000]}, []
        except PredictionsMissing as missing:
            return {'kind': 'predictions-missing', 'positions': missing.positions}, []
        except NotAvailable as reason:
            return {'kind': 'not-available', 'reason': str(reason)[:2000]}, []

    def _open(self, header, parts):
        """Load everything once, write the features for the fork server, and describe the problem."""
        options, kit = self._options, self._options.kit
        problem, read_at_import = load_problem(options)
        with Reads(kit) as reads:
            self._problem, self._data = problem, KitData(problem, kit, options.data, options.data_label)
        self._scoring = Scoring(problem, self._data)
        self._blending = Blending(problem, self._data, self._scoring)
        description = {**describe(problem, self._data, kit, options.environment), **row_digests(self._data)}
        check_paths_in_features(self._data, options)
        call_kit(kit, 'The training labels do not fit Predictions', self._scoring.truth, 'valid')
        if self._data.has_test:
            call_kit(kit, 'The test labels do not fit Predictions', self._scoring.truth, 'test')
        if header['checkScores']:
            check_score_types(problem, self._data, kit, self._scoring.truth)
        self._write_features()
        readable = files_read_at_import(read_at_import, reads.files, options.expose)
        return {'kind': 'opened', 'description': description, 'readAtImport': readable,
                'modules': modules_of_kit(kit, read_at_import, options.expose)}, []

    def _write_features(self):
        data = self._data
        features = {'X_train': data.X_train, 'X_test': data.X_test if data.has_test else None,
                    'has_test': data.has_test, 'predicts_objects': self._scoring.predicts_objects()}
        try:
            write_features(self._options.features, features)
        except OSError:
            raise
        except Exception as error:
            raise KitRefused('X cannot be handed to the processes that train: '
                             f'{type(error).__name__}: {error}', 'problem.py') from error
        data.forget_features()

    def _fold(self, header, parts):
        """What one fold's code may know: masked labels, permuted on request, and the rows of both halves."""
        number = header['foldIndex']
        if not 0 <= number < len(self._data.folds):
            raise ValueError(f'there is no fold {number}')
        train_is, valid_is = self._data.folds[number]
        y = self._data.masked_targets(number, seed_of(self._options.problem, number, 'labels'))
        if header['labels'] == 'permuted':
            y = self._permuted(y, train_is, number)
        blob = pickle.dumps((y, train_is, valid_is), protocol=5)
        return {'kind': 'fold', 'seed': seed_of(self._options.problem, number, 'code')}, [blob]

    def _permuted(self, y, train_is, number):
        try:
            return permute(y, train_is, self._data.n_train, seed_of(self._options.problem, number, 'permutation'))
        except CannotMask as error:
            raise NotAvailable(f'The labels cannot be permuted: {error}.') from error

    def _score(self, header, parts):
        test = parts[1] if len(parts) > 1 else None
        return {'kind': 'scored', 'scores': self._scoring.fold_scores(header['foldIndex'], parts[0], test)}, []

    def _bag(self, header, parts):
        count = header['folds']
        scores = self._scoring.bagged_scores(parts[:count], parts[count:])
        return {'kind': 'scored', 'scores': scores}, []

    def _missing_predictions(self, header, parts):
        positions = self._blending.missing_in_fold(header['foldIndex'], split_digests(parts[0]))
        return {'kind': 'predictions-missing', 'positions': positions}, []

    def _blend(self, header, parts):
        """One fold's ensemble, or that it takes longer: whoever submits meanwhile is not to wait for it."""
        return self._begin_steps(self._blend_in_steps(header, parts))

    def _blend_in_steps(self, header, parts):
        digests, *predictions = parts
        blend = yield from self._blending.blend_of_fold(
            header['foldIndex'], split_digests(digests), dict(zip(header['given'], predictions, strict=True)),
            header['scoreType'], header['minImprovement'])
        return {'kind': 'blended', 'members': blend.members, 'scores': [wire_number(score) for score in blend.scores]}

    def _begin_steps(self, steps):
        self._blend_steps = steps
        self._blend_number += 1
        return self._go_on()

    def _go_on_blending(self, header, parts):
        if self._blend_steps is None or header['number'] != self._blend_number:
            raise ValueError('another blend was begun')
        return self._go_on()

    def _go_on(self):
        until = time.monotonic() + BLEND_SECONDS
        while time.monotonic() < until:
            try:
                next(self._blend_steps)
            except StopIteration as end:
                self._blend_steps = None
                return end.value, []
        return {'kind': 'still-blending', 'number': self._blend_number}, []

    def _bag_blends(self, header, parts):
        """The scores of all folds' ensembles, or that they take longer."""
        return self._begin_steps(self._bag_blends_in_steps(header, parts))

    def _bag_blends_in_steps(self, header, parts):
        scores = yield from self._blending.scores(header['folds'], header['candidates'], parts, header['scoreType'])
        return {'kind': 'blend-scores', **scores}

    def _constant(self, header, parts):
        """Scores of a predictor that looks at no feature; fold None: the bagged ones."""
        scores = constant_scores(self._problem, self._data, self._scoring, header['foldIndex'])
        return {'kind': 'scored', 'scores': scores}, []

    def _rows(self, header, parts):
        """What the features say about the folds and the target. They were left for the fork server; here they are again."""
        X = read_features(self._options.features)
        return {'kind': 'rows', 'folds': repeated_rows(self._data, X['X_train'], X['X_test']),
                'tellingColumns': telling_columns(
                    X['X_train'], targets(self._problem, self._scoring.truth('valid')))}, []


def main():
    """Serve requests on descriptor 3 until it is closed."""
    options = parse_options()
    isolation.settle(options.become)
    if options.walls and (system_calls := fold_filter()) is not None:
        isolation.forbid_privileges()
        system_calls.install()
    os.chdir(options.kit)
    connection = socket.socket(fileno=3)
    # What a kit prints must never be taken for a message, nor get in anyone's way.
    os.dup2(2, 1)
    scorer = Scorer(options)
    while (frame := receive_frame(connection, PART_BYTES_MAX)) is not None:
        try:
            header, parts = scorer.answer(*frame)
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)
            header, parts = {'kind': 'fault', 'detail': f'{type(error).__name__}: {error}'[:2000]}, []
        send_frame(connection, {**header, 'id': frame[0]['id']}, parts)


def parse_options():
    """Return the options that the worker gives."""
    parser = argparse.ArgumentParser()
    add_kit_options(parser)
    parser.add_argument('--data', required=True, help='the folder that holds data/')
    parser.add_argument('--data-label', help='which of several data sets the kit is asked for')
    parser.add_argument('--expose', action='append', default=[], help='a path that submissions may read')
    parser.add_argument('--features', required=True, help='where to leave the features')
    parser.add_argument('--problem', required=True, help='what seeds depend on')
    parser.add_argument('--walls', action='store_true', help='refuse system calls, too')
    parser.add_argument('--become', type=int, help='the user to become when started as root')
    return parser.parse_args()


if __name__ == '__main__':
    main()
