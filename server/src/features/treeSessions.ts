import { dirname, relative, sep } from 'node:path';
import { findKernelRoot } from '../tree/root';
import { type SessionSurroundings, TreeSession } from './treeSession';

/** A document of a tree: its session, and its path in the tree, with `/`. */
export interface TreePlace {
  readonly session: TreeSession;
  readonly path: string;
}

/** The trees of the open documents. Each is read when its first document opens and let go some time after its last one closed. */
export class TreeSessions {
  private readonly sessions = new Map<string, TreeSession>();
  /** Root of each folder that a document was in: a tree that vanishes keeps its session. */
  private readonly rootOfFolder = new Map<string, string>();
  private readonly openPaths = new Map<TreeSession, Set<string>>();

  constructor(private readonly around: SessionSurroundings) {}

  /** The tree that holds an absolute path; null outside of kernel trees. */
  placeOf(absolute: string): TreePlace | null {
    const root = this.rootOf(absolute);
    if (root === null) return null;
    let session = this.sessions.get(root);
    if (session === undefined) {
      session = new TreeSession(root, this.around);
      this.sessions.set(root, session);
    }
    return { session, path: relative(root, absolute).split(sep).join('/') };
  }

  /** The trees that are open, in the order in which they were opened. */
  all(): readonly TreeSession[] {
    return [...this.sessions.values()];
  }

  opened(absolute: string): void {
    const place = this.placeOf(absolute);
    if (place === null) return;
    const open = this.openPaths.get(place.session) ?? new Set();
    this.openPaths.set(place.session, open.add(place.path));
    place.session.opened(place.path);
  }

  closed(absolute: string): void {
    const place = this.placeOf(absolute);
    if (place === null) return;
    const { session } = place;
    this.openPaths.get(session)?.delete(place.path);
    if (this.isOpen(session)) return;
    // Not at once: an editor that goes from file to file may close the last one before it opens the next.
    const timer = setTimeout(() => {
      if (!this.isOpen(session)) void this.release(session);
    }, this.around.settings().releaseAfterMs);
    timer.unref();
  }

  changedOnDisk(absolute: string): void {
    const root = this.rootOf(absolute);
    if (root !== null) this.sessions.get(root)?.changedOnDisk();
  }

  settingsChanged(): void {
    for (const session of this.sessions.values()) session.settingsChanged();
  }

  cancel(root: string): void {
    this.sessions.get(root)?.cancel();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.sessions.values()].map((session) => this.release(session)));
  }

  private isOpen(session: TreeSession): boolean {
    return (this.openPaths.get(session)?.size ?? 0) > 0;
  }

  private async release(session: TreeSession): Promise<void> {
    this.sessions.delete(session.root);
    this.openPaths.delete(session);
    await session.stop();
  }

  private rootOf(absolute: string): string | null {
    const folder = dirname(absolute);
    const known = this.rootOfFolder.get(folder);
    if (known !== undefined && this.sessions.has(known)) return known;
    const root = findKernelRoot(absolute);
    if (root !== null) this.rootOfFolder.set(folder, root);
    return root;
  }
}
