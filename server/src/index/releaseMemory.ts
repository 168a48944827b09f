import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

type Numbers = Int32Array | Uint8Array | Uint16Array;

/**
 * Gives the arrays' memory back to the system at once. Their buffers are empty from then on, and so is every other array
 * over the same buffer: only for buffers that the caller alone has.
 */
export function freeArrays(arrays: readonly Numbers[]): void {
  closedPort ??= portToNowhere();
  const buffers = new Set<ArrayBuffer>();
  for (const { buffer } of arrays) if (buffer instanceof ArrayBuffer && buffer.byteLength > 0) buffers.add(buffer);
  // What is handed over to nobody is freed: Node 20 has no other way to empty a buffer.
  if (buffers.size > 0) closedPort.postMessage(null, [...buffers]);
}

let closedPort: MessagePort | undefined;

function portToNowhere(): MessagePort {
  const { port1 } = new MessageChannel();
  port1.close();
  return port1;
}

/**
 * Gives back, now, the typed arrays that nothing refers to any more. They lie outside of the JavaScript heap, which stays so
 * small that V8 sees no reason to collect by itself: hundreds of megabytes of dead columns would count into the peak.
 * Takes 10 to 50 ms.
 */
export function releaseMemory(): void {
  collect ??= collector();
  collect();
}

let collect: (() => void) | undefined;

function collector(): () => void {
  setFlagsFromString('--expose-gc');
  const found: unknown = runInNewContext('gc');
  return typeof found === 'function' ? () => void Reflect.apply(found, undefined, []) : () => undefined;
}
