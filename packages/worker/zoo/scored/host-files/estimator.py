import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from thief import Thief, bait, readable  # noqa: E402


def steal(X, y):
    files = ['/etc/shadow', '/etc/passwd', '/etc/hostname', '/etc/resolv.conf', '/root/.bashrc', '/proc/1/root/etc/shadow',
             '/proc/self/root/../etc/shadow', bait()['secretFile'], '/proc/1/cwd' + bait()['secretFile']]
    folders = ['/root', '/home', '/boot', '/srv', '/var', '/mnt', bait()['home']]
    loot = [file for file in files if readable(file)]
    return loot + [folder for folder in folders if folder != '/tmp' and os.access(folder, os.R_OK) and os.listdir(folder)]


def get_estimator():
    return Thief(steal)
