"""What runs on the Python side of a worker: the scorer, the fork server, and what isolates a fold.

The scorer knows the labels and runs the kit's code only. A fold child runs a participant's code and
knows the features and the labels of its training rows only. They never share a process; the
TypeScript worker stands between them and believes neither.
"""
