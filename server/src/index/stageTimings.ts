/**
 * Where time and memory of an index go: with `GFP_LENS_TIMINGS` set in the environment, one line per finished stage on
 * standard error: seconds since the process began, processor seconds, resident megabytes now and at most, the JavaScript
 * heap and the typed arrays of this thread.
 */
import { releaseMemory } from './releaseMemory';

const wanted = process.env.GFP_LENS_TIMINGS !== undefined;

/** A stage of building has ended: what it has let go of goes back to the system. */
export function endStage(name: string): void {
  releaseMemory();
  noteStage(name);
}

/** Says where time and memory are. */
export function noteStage(name: string): void {
  if (!wanted) return;
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, heapTotal, arrayBuffers } = process.memoryUsage();
  const mega = (bytes: number): string => String(Math.round(bytes / 1e6)).padStart(5);
  process.stderr.write(
    `${name.padEnd(24)} ${process.uptime().toFixed(2).padStart(6)} s ${((user + system) / 1e6).toFixed(2).padStart(6)} s CPU` +
      ` rss${mega(rss)} peak${mega(process.resourceUsage().maxRSS * 1024)} heap${mega(heapUsed)}/${mega(heapTotal)} arrays${mega(arrayBuffers)} MB\n`,
  );
}
