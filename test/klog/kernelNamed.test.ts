import assert from 'node:assert/strict';
import { kernelNamedAt, kernelNamedIn } from '../../server/src/klog/kernelNamed';

describe('kernelNamedIn', () => {
  const lines: readonly (readonly [string, string | null])[] = [
    ['host kernel:       Not tainted 3.10.0-327.el7.x86_64 #1', '3.10.0-327.el7.x86_64'],
    ['CPU: 1 PID: 22 Comm: fs Not tainted 6.1.0-mini #1', '6.1.0-mini'],
    [
      'CPU: 1 PID: 22 Comm: fs Tainted: G        W  OE  ------------ T 4.18.0-305.el8.x86_64 #1',
      '4.18.0-305.el8.x86_64',
    ],
    ['[    0.000000] Linux version 5.10.0-8-amd64 (me@here) (gcc 10.2.1', '5.10.0-8-amd64'],
    ['[    0.000000] Linux version 7.2.0-rc3+ (me@here)', '7.2.0-rc3+'],
    ['Command line: BOOT_IMAGE=/boot/vmlinuz-6.1.0-13-amd64 root=/dev/sda1', '6.1.0-13-amd64'],
    ['[T1] Tainted: [W]=WARN, [O]=OOT_MODULE', null],
    ['Hardware name: QEMU Standard PC, BIOS 1.16.2', null],
    ['', null],
  ];
  for (const [line, release] of lines) {
    it(`${release ?? 'none'} in ${line.slice(0, 50)}`, () =>
      assert.equal(kernelNamedIn(line)?.release ?? null, release));
  }
});

describe('kernelNamedAt', () => {
  const log = [
    'mode:0x1 first',
    'Comm: a Not tainted 3.10.0-327.el7.x86_64 #1',
    'mode:0x1 second',
    '[0.0] Linux version 6.1.0-13-amd64 (x)',
    'mode:0x1 third',
    ...Array.from({ length: 100 }, () => 'Comm: a Not tainted #1'),
    'mode:0x1 last',
  ].join('\n');
  for (const [line, release] of [
    ['first', '3.10.0-327.el7.x86_64'],
    ['second', '3.10.0-327.el7.x86_64'],
    ['third', '6.1.0-13-amd64'],
    ['last', '6.1.0-13-amd64'],
  ] as const) {
    it(`the ${line} line was printed by ${release}`, () =>
      assert.equal(kernelNamedAt(log, log.indexOf(line))?.release, release));
  }

  it('takes a later boot where nothing else names a kernel', () => {
    assert.equal(kernelNamedAt('mode:0x1\nLinux version 6.1.0 (x)', 3)?.release, '6.1.0');
  });
});
