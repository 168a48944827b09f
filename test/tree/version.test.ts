import assert from 'node:assert/strict';
import { hasKernelVersion, parseKernelVersion } from '../../server/src/tree/version';

function version(makefile: string, rhelver: string | null = null, localversions: string[] = []): string | null {
  return parseKernelVersion({ makefile, rhelver, localversions });
}

describe('parseKernelVersion', () => {
  const head = 'VERSION = 7\nPATCHLEVEL = 2\nSUBLEVEL = 0\n';
  it('joins the numbers', () => assert.equal(version(`# comment\n${head}EXTRAVERSION =\n`), '7.2.0'));
  it('appends EXTRAVERSION', () => assert.equal(version(`${head}EXTRAVERSION = -rc3 # soon\n`), '7.2.0-rc3'));
  it('ignores an EXTRAVERSION that make would compute', () =>
    assert.equal(version(`${head}EXTRAVERSION = -$(shell date)\n`), '7.2.0'));
  it('leaves an empty SUBLEVEL out', () =>
    assert.equal(version('VERSION = 3\nPATCHLEVEL = 0\nSUBLEVEL =\nEXTRAVERSION = -rc1\n'), '3.0-rc1'));
  it('reads RHEL 7, which keeps its release in the Makefile', () =>
    assert.equal(
      version(
        'VERSION = 3\nPATCHLEVEL = 10\nSUBLEVEL = 0\nEXTRAVERSION =\nRHEL_MAJOR = 7\nRHEL_MINOR = 2\nRHEL_RELEASE = 327\n',
      ),
      '3.10.0-327.el7',
    ));
  it('does not name RHEL twice', () =>
    assert.equal(version(head, 'RHEL_MAJOR = 9\nRHEL_RELEASE = 70.1.el9_1\n'), '7.2.0-70.1.el9_1'));
  it('reads CRLF', () => assert.equal(version('VERSION = 6\r\nPATCHLEVEL = 1\r\nSUBLEVEL = 7\r\n'), '6.1.7'));
  it('joins localversions', () => assert.equal(version(head, null, ['-a\n', '-b\n']), '7.2.0-a-b'));
  it('gives null for another Makefile', () => {
    assert.equal(version('all:\n\techo VERSION = 1\n'), null);
    assert.equal(hasKernelVersion('VERSION = 1.2\nPATCHLEVEL = x\n'), false);
  });
});
