import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';

const ip = (...args) => {
  const { status, stderr, error } = spawnSync('ip', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${error?.message ?? stderr.trim()}`);
};

/** Why hosts cannot be played here; undefined where they can. */
export function hostsTrouble() {
  if (process.platform !== 'linux') return 'network namespaces need Linux';
  if (process.getuid() !== 0) return 'network namespaces need root';
  const name = `chaos-probe-${process.pid}`;
  try {
    ip('netns', 'add', name);
    ip('netns', 'del', name);
    return undefined;
  } catch (error) {
    return error.message;
  }
}

function freeSubnet() {
  const taken = Object.values(networkInterfaces()).flatMap((cards) => cards.map(({ address }) => address));
  for (let third = process.pid % 256, tries = 0; tries < 256; tries += 1, third = (third + 1) % 256) {
    const subnet = `10.213.${third}`;
    if (!taken.some((address) => address.startsWith(`${subnet}.`))) return subnet;
  }
  throw new Error('Every network of 10.213.0.0/16 is taken.');
}

/**
 * Network namespaces that stand for hosts, on a bridge to this one: `address` is this side's, `hosts[n].wrap(command, args)`
 * makes a command run on host n. Whatever way this process ends, a shell of its own takes them away again; `release` does so
 * at once.
 */
export async function createHosts(count) {
  const tag = `ch${process.pid.toString(36)}`; // a card's name has at most 15 characters
  const subnet = freeSubnet();
  const bridge = `${tag}br`;
  const hosts = Array.from({ length: count }, (_, index) => ({
    name: `${tag}-${index + 1}`,
    card: `${tag}v${index + 1}`,
    address: `${subnet}.${index + 11}`,
  }));
  // Both ends of a pair of cards go together; a namespace ends with its last process.
  const leave = hosts.map(({ name, card }) => `ip link del ${card}\nip netns del ${name}`);
  const cleaner = spawn('/bin/sh', ['-c', `cat > /dev/null\n${leave.join('\n')}\nip link del ${bridge}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  cleaner.stdin.on('error', () => {});
  cleaner.unref();
  cleaner.stdin.unref?.();
  const release = async () => {
    if (cleaner.exitCode !== null) return;
    cleaner.ref();
    const gone = once(cleaner, 'exit');
    cleaner.stdin.end();
    await gone;
  };
  try {
    ip('link', 'add', bridge, 'type', 'bridge');
    ip('addr', 'add', `${subnet}.1/24`, 'dev', bridge);
    ip('link', 'set', bridge, 'up');
    for (const { name, card, address } of hosts) {
      ip('netns', 'add', name);
      ip('link', 'add', card, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
      ip('link', 'set', card, 'master', bridge, 'up');
      ip('-n', name, 'addr', 'add', `${address}/24`, 'dev', 'eth0');
      ip('-n', name, 'link', 'set', 'eth0', 'up');
      ip('-n', name, 'link', 'set', 'lo', 'up');
    }
  } catch (error) {
    await release();
    throw error;
  }
  const wrap = (name) => (command, args) => ['ip', ['netns', 'exec', name, command, ...args]];
  return { address: `${subnet}.1`, hosts: hosts.map(({ name }) => ({ name, wrap: wrap(name) })), release };
}
