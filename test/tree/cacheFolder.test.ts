import assert from 'node:assert/strict';
import { join } from 'node:path';
import { cacheFolder } from '../../server/src/tree/cacheFolder';

describe('cacheFolder', () => {
  const at = (platform: NodeJS.Platform, env: Record<string, string>): string =>
    cacheFolder({ platform, env, home: '/home/a' });
  it('follows XDG on Linux', () => {
    assert.equal(at('linux', {}), '/home/a/.cache/gfp-lens');
    assert.equal(at('linux', { XDG_CACHE_HOME: '/var/tmp/c' }), '/var/tmp/c/gfp-lens');
    assert.equal(at('linux', { XDG_CACHE_HOME: 'relative' }), '/home/a/.cache/gfp-lens');
  });
  it('follows macOS and Windows', () => {
    assert.equal(at('darwin', { XDG_CACHE_HOME: '/x' }), '/home/a/Library/Caches/gfp-lens');
    assert.equal(at('win32', { LOCALAPPDATA: '/local' }), join('/local', 'gfp-lens'));
  });
});
