import assert from 'node:assert/strict';
import { isCertain, parseConfigLines, readDotConfig } from '../../server/src/tree/configuration';

describe('readDotConfig', () => {
  const configuration = readDotConfig(
    '#\n# Automatically generated\nCONFIG_SMP=y\nCONFIG_XFS_FS=m\n# CONFIG_SLAB is not set\nCONFIG_NR_CPUS=64\nCONFIG_NAME="a \\"b\\""\r\nCONFIG_HEX=0x1000\n',
  );
  it('gives values with and without CONFIG_', () => {
    const values = ['SMP', 'CONFIG_XFS_FS', 'SLAB', 'NR_CPUS', 'NAME', 'HEX'].map((name) => configuration.value(name));
    assert.deepEqual(values, ['y', 'm', 'n', '64', 'a "b"', '0x1000']);
  });
  it('is certain that everything else is n', () => {
    assert.equal(configuration.value('CONFIG_NUMA'), 'n');
    assert.ok(isCertain(configuration.reason('CONFIG_NUMA')));
  });
  it('lets the last line count, as kconfig does', () => {
    assert.equal(parseConfigLines('CONFIG_A=y\n# CONFIG_A is not set\n').get('A'), 'n');
  });
});
