import assert from 'node:assert/strict';
import { coexists, initialSettings, treeSettings } from '../../server/src/features/settings';

describe('the settings', () => {
  it('have defaults where a client gives nothing, or nonsense', () => {
    for (const options of [undefined, null, 7, 'x', { cacheDir: 5, arch: [], refreshAfterMs: -1 }]) {
      const settings = initialSettings(options);
      assert.equal(settings.arch, 'x86');
      assert.equal(settings.config, undefined);
      assert.ok(settings.cacheDir.length > 0 && settings.refreshAfterMs > 0);
    }
  });

  it('keep what a change does not name', () => {
    const before = { arch: 'arm64', config: '/a/.config' };
    assert.deepEqual(treeSettings({}, before), before);
    assert.deepEqual(treeSettings({ arch: 'riscv' }, before), { arch: 'riscv', config: '/a/.config' });
  });

  it('take an empty path for no .config, and no path for an architecture', () => {
    const before = { arch: 'x86', config: '/a/.config' };
    assert.deepEqual(treeSettings({ config: '  ', arch: '../../etc' }, before), { arch: 'x86', config: undefined });
  });

  it('leave plain C to another tool only where a client says so', () => {
    assert.equal(coexists({ coexist: 'always' }), true);
    assert.equal(coexists({ coexist: 'never' }, true), false);
    for (const unknown of [undefined, {}, { coexist: 'auto' }, { coexist: 1 }]) {
      assert.equal(coexists(unknown), false);
      assert.equal(coexists(unknown, true), true);
    }
  });
});
