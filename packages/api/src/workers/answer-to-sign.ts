import { protocolNumber, softwareVersion } from '@databoard/shared/protocol';
import type { WorkerCommand } from '@databoard/shared/worker-command';
import type { WorkerSign } from '@databoard/shared/worker-sign';

type Heard = Pick<WorkerSign, 'name' | 'version' | 'protocol' | 'isWelcome' | 'isPaused' | 'state'>;

/** What a worker must be told after its sign; null when it stands as it should. Repeated with every sign until it does. */
export function answerToSign(sign: Heard, isPauseWanted: boolean): WorkerCommand | null {
  if (sign.state === 'STOPPED') return null;
  const message = versionFault(sign);
  if (message !== null) return { kind: 'refused', message };
  if (!sign.isWelcome) return { kind: 'welcome', isPaused: isPauseWanted };
  if (sign.isPaused !== isPauseWanted) return { kind: isPauseWanted ? 'pause' : 'resume' };
  return null;
}

/** Why a worker of another version may not take jobs, and what to do; null when it may. */
export function versionFault({ version, protocol }: Pick<WorkerSign, 'version' | 'protocol'>): string | null {
  if (protocol === protocolNumber) return null;
  const older = protocol < protocolNumber ? 'worker' : 'api';
  return `The worker is version ${version} (protocol ${protocol}), the api is version ${softwareVersion} (protocol ${protocolNumber}); they would misread each other. Bring the ${older} to the other's version.`;
}
