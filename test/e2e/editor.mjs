// A fresh VS Code (code-server) in folders of its own: settings, the extension from its .vsix, a server on a free port.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inCare } from './cleanUp.mjs';

/** Nothing that moves, asks, phones home or covers what is tested. */
export const testSettings = {
  'workbench.startupEditor': 'none',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'workbench.reduceMotion': 'on',
  'window.confirmBeforeClose': 'never',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  // In a browser it is on: a half-written function would land in the tree that the other tests read.
  'files.autoSave': 'off',
  'editor.accessibilitySupport': 'off',
  'editor.minimap.enabled': false,
  'editor.hover.delay': 100,
  'editor.detectIndentation': false,
  'editor.tabSize': 4,
  'editor.insertSpaces': false,
  // A kernel tree has more folders than a machine gives watches to.
  'files.watcherExclude': { '**': true },
};

/**
 * Lays out an editor's folders below `folder` and installs the extension from `vsix`.
 * Gives {start, install, extensions}: `start(options)` gives {origin, port, stop} of a running server, `install(vsix)`
 * installs another extension before the next start. `settings` are the user's.
 */
export async function installEditor({ node, codeServer }, folder, vsix, settings = testSettings) {
  const [user, extensions, home] = ['user', 'extensions', 'home'].map((name) => join(folder, name));
  for (const each of [join(user, 'User'), extensions, home]) mkdirSync(each, { recursive: true });
  const config = join(folder, 'config.yaml');
  writeFileSync(config, 'auth: none\n');
  writeFileSync(join(user, 'User/settings.json'), JSON.stringify(settings, null, 2));
  const common = [codeServer, '--config', config, '--user-data-dir', user, '--extensions-dir', extensions];
  const run = (args, listen) => launch(node, [...common, ...args], environment(home), listen);
  const install = (file) => ended(run(['--install-extension', file, '--force']), `${file} could not be installed`);
  await install(vsix);
  return { extensions, install, start: (options = []) => startServer(run, options) };
}

async function startServer(run, options) {
  const server = run([
    ...['--bind-addr', '127.0.0.1:0', '--auth', 'none', '--disable-telemetry', '--disable-update-check'],
    ...['--disable-workspace-trust', '--disable-getting-started-override', '--disable-proxy', '--ignore-last-opened'],
    ...options,
  ]);
  const port = await server.output(/HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)\//);
  return { port, origin: `http://127.0.0.1:${port}`, stop: server.stop };
}

/** Starts a process group of its own and collects its output. */
function launch(program, args, env) {
  const child = spawn(program, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = inCare(child);
  let text = '';
  const waiting = new Set();
  const hear = (chunk) => {
    text += chunk;
    for (const look of waiting) look();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const exit = new Promise((resolve) => child.once('close', resolve));
  /** Gives the first group of a pattern as soon as the output holds it. */
  const output = (pattern) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(text);
        if (found === null) return;
        waiting.delete(look);
        resolve(found[1]);
      };
      waiting.add(look);
      void exit.then(() => reject(new Error(`the editor ended before it was ready:\n${text}`)));
      look();
    });
  return { stop, exit, output, text: () => text };
}

async function ended(run, failure) {
  const status = await run.exit;
  await run.stop();
  if (status !== 0) throw new Error(`${failure}:\n${run.text()}`);
}

/** The environment without what would steer the editor from outside, and without the user's own folders. */
function environment(home) {
  const foreign = /^(VSCODE_|npm_|NODE_OPTIONS$|PORT$|PASSWORD$|XDG_|E2E_|KERNEL_TREES$)/i;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local/share'),
    XDG_CACHE_HOME: join(home, '.cache'),
    // No gallery: otherwise the server looks for the extension registry.
    EXTENSIONS_GALLERY: '{}',
  };
}
