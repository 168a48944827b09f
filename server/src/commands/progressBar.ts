import type { WriteStream } from 'node:tty';

export interface ProgressBar {
  readonly update: (done: number, total: number, phase: 'read' | 'link') => void;
  readonly end: () => void;
}

/** A bar on a terminal; silent elsewhere. */
export function progressBar(stream: WriteStream): ProgressBar {
  if (!stream.isTTY) return { update: () => {}, end: () => {} };
  const width = 30;
  return {
    update: (done, total, phase) => {
      const share = phase === 'link' ? 1 : done / total;
      const full = Math.round(share * width);
      const words = phase === 'link' ? 'resolving calls' : `reading ${done} of ${total} files`;
      stream.write(`\r\x1b[K[${'#'.repeat(full)}${'.'.repeat(width - full)}] ${words}`);
    },
    end: () => {
      stream.write('\r\x1b[K');
    },
  };
}
