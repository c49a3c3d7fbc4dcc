"""Makes the walls of a fold child in this very sandbox, sends a thief into them, and says on descriptor 3 what stands."""

from __future__ import annotations

import argparse
import json
import os
import socket
import traceback

from . import isolation, thief
from .cgroup import FoldCgroup, enter_server
from .framing import send_frame
from .seccomp import fold_filter, platform_filter

LIMITS = {'memoryLimitMiB': 64, 'timeoutSeconds': 5, 'diskMiB': 1, 'processesMax': 8, 'cores': 1}
ADDRESS_SPACE_BYTES = 1 << 32


def try_walls(is_nested, bait, cgroup_folder):
    """Return what the thief says of each wall, or a sentence on what the system refuses."""
    said, tell = os.pipe()
    if os.fork() == 0:
        try:
            if not is_nested:
                send_in(is_nested, bait, tell)
            isolation.enter_namespaces(with_cgroup=cgroup_folder is None)
            cgroup = FoldCgroup(cgroup_folder) if cgroup_folder is not None else None
            isolation.mount_private_folders()
            if (pid := os.fork()) == 0:
                send_in(is_nested, bait, tell)
            if cgroup is not None:
                cgroup.enter(pid)
                cgroup.limit(LIMITS)
            os.wait()
            if cgroup is not None:
                cgroup.remove()
        except OSError as error:
            os.write(tell, json.dumps(str(error)).encode())
        finally:
            os._exit(0)
    os.close(tell)
    os.wait()
    with open(said, 'rb') as file:
        answer = file.read().decode()
    return json.loads(answer) if answer else 'a child that should have been walled in ended early'


def send_in(is_nested, bait, tell):
    """Do in this process what a fold child does before its submission's code, then try everything; never returns."""
    try:
        if is_nested:
            isolation.mount_own_proc()
            isolation.resize_private_folders(LIMITS['diskMiB'])
        isolation.close_descriptors_except({tell})
        system_calls = fold_filter()
        isolation.wall_in(LIMITS, ADDRESS_SPACE_BYTES, system_calls)
        os.write(tell, json.dumps(thief.fallen_walls(bait, {tell}, LIMITS)).encode())
    except OSError as error:
        os.write(tell, json.dumps(str(error)).encode())
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)


def main():
    """Report once and end."""
    parser = argparse.ArgumentParser()
    parser.add_argument('--isolation', choices=('nested', 'cold'), required=True)
    parser.add_argument('--secret', required=True, help='a file of the host that must not be there')
    parser.add_argument('--listener', required=True, help='an abstract socket of the host that must not answer')
    parser.add_argument('--cgroup')
    parser.add_argument('--become', type=int)
    options = parser.parse_args()
    is_nested = options.isolation == 'nested'
    try:
        if options.cgroup is not None:
            enter_server(options.cgroup)
        isolation.settle(options.become, hides_processes=not is_nested)
        if (system_calls := platform_filter()) is not None:
            isolation.forbid_privileges()
            system_calls.install()
        answer = try_walls(is_nested, {'secret': options.secret, 'listener': options.listener}, options.cgroup)
    except OSError as error:
        answer = str(error)
    refused, fallen = (answer, {}) if isinstance(answer, str) else (None, answer)
    send_frame(socket.socket(fileno=3), {'kind': 'tried', 'refused': refused, 'fallen': fallen})


if __name__ == '__main__':
    main()
