import type { Duplex, Readable } from 'node:stream';
import type { Python } from './python.js';

/** Which walls stand: namespaces per fold inside one bubblewrap, one bubblewrap per fold, or none. */
export const isolations = ['nested', 'cold', 'unsafe'] as const;
export type Isolation = (typeof isolations)[number];

/** One wall around a fold's code: what it is, whether it stands, and by what. */
export interface Wall {
  name: string;
  stands: boolean;
  how: string;
}

/** A folder or file of the host as a sandboxed process sees it. `inside` is an absolute path that the sandbox makes. */
export interface Mount {
  host: string;
  inside: string;
  writable: boolean;
}

/** A Python module to run behind a wall. A `Mount` among the options stands for its path inside. */
export interface SandboxedProgram {
  module: string;
  /** Without it: the Python that the sandbox was made with. */
  python?: Python | undefined;
  options: readonly (string | Mount)[];
  mounts: readonly Mount[];
  /** Mount points that the program itself mounts on later. */
  emptyFolders: readonly string[];
  /** What the program may write to its temporary folders. */
  temporaryMiB: number;
  /** It gives its child a process namespace by itself, and needs a privilege for that which it then gives up. */
  hidesProcesses?: boolean;
  /** It makes a control group for each fold, where the sandbox can give it some. */
  makesCgroups?: boolean;
}

/** A running program: a message channel (its descriptor 3), what it says on stderr, and its end. */
export interface SandboxedProcess {
  channel: Duplex;
  stderr: Readable;
  /** Resolves when the process is gone, with a sentence on how it ended. Never rejects. */
  ended: Promise<string>;
  /** Ends the process and everything it started. */
  kill(): void;
}

/** Starts programs behind a wall. No program outlives the worker where a wall stands. */
export interface Sandbox {
  readonly isWall: boolean;
  /** Runs every program that names no other. */
  readonly python: Python;
  start(program: SandboxedProgram): SandboxedProcess;
}
