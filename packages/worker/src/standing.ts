import type { WorkerCommand } from '@databoard/shared/worker-command';
import type { WorkerState } from '@databoard/shared/worker-sign';

/** While api processes of two versions run, one refuses and one welcomes: whoever was refused stays so for a while. */
const refusalHoldsMs = 3000;

/** Whether this worker may take jobs, and why not: what apis and site admins said, and what it knows of itself. */
export class Standing {
  private hasWelcome = false;
  private isPauseWanted = false;
  private refusal: { message: string; atMs: number } | null = null;
  private fault: string | null = null;
  private hasStopped = false;

  /** `onChange` is told after each change that can be seen from outside. */
  constructor(private readonly onChange: () => void) {}

  /** Follows what an api says. True when a park of its own making ends by that. */
  hear(command: WorkerCommand, nowMs = performance.now()): boolean {
    const before = this.seen();
    const wasAtFault = this.fault !== null;
    switch (command.kind) {
      case 'welcome':
        if (this.refusal !== null && nowMs - this.refusal.atMs < refusalHoldsMs) return false;
        this.hasWelcome = true;
        this.refusal = null;
        this.isPauseWanted = command.isPaused;
        break;
      case 'refused':
        this.hasWelcome = false;
        this.refusal = { message: command.message, atMs: nowMs };
        break;
      case 'pause':
        this.isPauseWanted = true;
        break;
      case 'resume':
        this.isPauseWanted = false;
        break;
      case 'unpark':
        this.fault = null;
        break;
    }
    if (this.seen() !== before) this.onChange();
    return wasAtFault && this.fault === null;
  }

  /** This worker does not trust itself, for that reason; null: it does again. */
  doubt(fault: string | null): void {
    if (this.fault === fault) return;
    this.fault = fault;
    this.onChange();
  }

  /** It takes no more jobs. */
  stop(): void {
    this.hasStopped = true;
    this.onChange();
  }

  get isWelcome(): boolean {
    return this.hasWelcome;
  }
  get isRefused(): boolean {
    return this.refusal !== null;
  }
  get isPaused(): boolean {
    return this.isPauseWanted;
  }
  get reason(): string | null {
    return this.refusal?.message ?? this.fault;
  }
  get state(): WorkerState {
    if (this.hasStopped) return 'STOPPED';
    if (this.reason !== null) return 'PARKED';
    return this.isPauseWanted ? 'PAUSED' : 'TAKING';
  }
  get mayTake(): boolean {
    return this.hasWelcome && this.state === 'TAKING';
  }

  private seen(): string {
    return JSON.stringify([this.hasWelcome, this.isPauseWanted, this.state, this.reason]);
  }
}
