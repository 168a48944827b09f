import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Contribution {
  readonly command?: string;
  readonly id?: string;
  readonly enablement?: string;
  readonly when?: string;
}

const projectRoot = join(__dirname, '../..');
const { contributes, activationEvents } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
  activationEvents: readonly string[];
  contributes: {
    commands: readonly Contribution[];
    menus: Readonly<Record<string, readonly Contribution[]>>;
    keybindings?: readonly Contribution[];
  };
};

/** Commands that are of use outside of kernel trees, with the reason. */
const everywhere = new Map([['gfpLens.showLog', 'it may tell why nothing was started']]);

describe('package.json', () => {
  it('enables every command in kernel trees only', () => {
    const others = contributes.commands.filter(({ command = '' }) => !everywhere.has(command));
    assert.deepEqual(
      others.filter(({ enablement = '' }) => !/\bgfpLens\.inKernelTree\b/.test(enablement)),
      [],
    );
  });

  it('shows menu entries and takes keys in kernel trees only', () => {
    const entries = [...Object.values(contributes.menus).flat(), ...(contributes.keybindings ?? [])];
    assert.deepEqual(
      entries.filter(({ when = '' }) => !/\bgfpLens\.inKernelTree\b/.test(when)),
      [],
    );
  });

  it('is not woken by everything', () => {
    assert.deepEqual(
      activationEvents.filter((event) => event === '*' || event === 'onStartupFinished'),
      [],
    );
  });
});
