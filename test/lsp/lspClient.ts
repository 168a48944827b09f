/** A language client over standard input and output, for tests. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type ClientCapabilities,
  createProtocolConnection,
  type Location,
  type Position,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { INDEX_STATE, type IndexState, type ServerOptions, TRACE, type TraceAnswer } from '../../server/src/protocol';

export const projectRoot = join(__dirname, '../..');

export interface StartOptions {
  readonly options: ServerOptions;
  readonly capabilities?: ClientCapabilities;
  /** Before the handshake: handlers of the client's side. */
  readonly prepare?: (connection: ProtocolConnection) => void;
  /** Folder of the bundles; default: the project's. */
  readonly dist?: string;
  /** User that the server runs as, where the tests run as root. */
  readonly uid?: number;
  /** Language of the editor; none unless told. */
  readonly locale?: string;
}

export class LspClient {
  readonly states: IndexState[] = [];
  private readonly texts = new Map<string, { version: number; text: string }>();
  private readonly waiting = new Set<() => void>();

  private constructor(
    readonly child: ChildProcess,
    readonly connection: ProtocolConnection,
  ) {}

  static async start({ options, capabilities = {}, prepare, dist, uid, locale }: StartOptions): Promise<LspClient> {
    const child = spawn(process.execPath, [join(dist ?? join(projectRoot, 'dist'), 'cli.js'), 'lsp', '--stdio'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, NODE_OPTIONS: '' },
      ...(uid === undefined ? {} : { uid }),
    });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout!),
      new StreamMessageWriter(child.stdin!),
    );
    const client = new LspClient(child, connection);
    connection.onNotification(INDEX_STATE, (state: IndexState) => {
      client.states.push(state);
      for (const check of client.waiting) check();
    });
    prepare?.(connection);
    connection.listen();
    await connection.sendRequest('initialize', {
      // Somebody else may not ask whether this process lives, and would take it for dead after three seconds.
      processId: uid === undefined ? process.pid : null,
      rootUri: null,
      capabilities,
      initializationOptions: options,
      ...(locale === undefined ? {} : { locale }),
    });
    await connection.sendNotification('initialized', {});
    return client;
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    this.connection.dispose();
    this.child.kill();
  }

  /** The first state that fits, from number `from` of all states on; also one that is in the past. */
  state(fits: (state: IndexState) => boolean, from = 0): Promise<IndexState> {
    return new Promise((resolve) => {
      const check = (): void => {
        const found = this.states.slice(from).find(fits);
        if (found === undefined) return;
        this.waiting.delete(check);
        resolve(found);
      };
      this.waiting.add(check);
      check();
    });
  }

  ready(from = 0): Promise<IndexState> {
    return this.state(({ state }) => state === 'ready', from);
  }

  async open(path: string, text = readFileSync(path, 'utf8')): Promise<void> {
    this.texts.set(path, { version: 1, text });
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: uriOf(path), languageId: 'c', version: 1, text },
    });
  }

  /** Opens a text under any address, also one that is no file. */
  async openAs(uri: string, languageId: string, text: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Replaces the whole text of an open document. */
  async edit(path: string, change: (text: string) => string): Promise<void> {
    const before = this.texts.get(path)!;
    const now = { version: before.version + 1, text: change(before.text) };
    this.texts.set(path, now);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: uriOf(path), version: now.version },
      contentChanges: [{ text: now.text }],
    });
  }

  async saved(path: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didSave', { textDocument: { uri: uriOf(path) } });
  }

  async close(path: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf(path) } });
  }

  /** Position within the first `needle` behind the first `after` of an open document. */
  position(path: string, after: string, needle = after): Position {
    const { text } = this.texts.get(path)!;
    const from = text.indexOf(after);
    const at = text.indexOf(needle, from);
    if (from < 0 || at < 0) throw new Error(`no ${needle} behind ${after} in ${path}`);
    const lines = text.slice(0, at).split('\n');
    return { line: lines.length - 1, character: lines.at(-1)!.length + 1 };
  }

  async prepare(path: string, after: string, needle = after): Promise<CallHierarchyItem[]> {
    const answer = await this.connection.sendRequest<CallHierarchyItem[] | null>('textDocument/prepareCallHierarchy', {
      textDocument: { uri: uriOf(path) },
      position: this.position(path, after, needle),
    });
    return answer ?? [];
  }

  async incoming(item: CallHierarchyItem): Promise<CallHierarchyIncomingCall[]> {
    return (await this.connection.sendRequest('callHierarchy/incomingCalls', { item })) ?? [];
  }

  async outgoing(item: CallHierarchyItem): Promise<CallHierarchyOutgoingCall[]> {
    return (await this.connection.sendRequest('callHierarchy/outgoingCalls', { item })) ?? [];
  }

  definition(path: string, after: string, needle = after): Promise<Location[]> {
    return this.connection.sendRequest('textDocument/definition', {
      textDocument: { uri: uriOf(path) },
      position: this.position(path, after, needle),
    });
  }

  trace(path: string, from: string, to: string): Promise<TraceAnswer> {
    return this.connection.sendRequest(TRACE, { uri: uriOf(path), from, to });
  }
}

export function uriOf(path: string): string {
  return pathToFileURL(path).toString();
}
