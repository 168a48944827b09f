import assert from 'node:assert/strict';
import type { CancellationToken } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { flagHighlights } from '../../server/src/features/flagHighlights';
import { gatesOfFile } from '../../server/src/features/gates';
import { inlayHints } from '../../server/src/features/inlayHints';
import { maskLenses, resolvedLens } from '../../server/src/features/maskLens';
import { flagTokens } from '../../server/src/features/semanticTokens';
import { SampleFlow } from './sampleFlow';

const path = 'mm/views.c';
const all = { start: { line: 0, character: 0 }, end: { line: 100_000, character: 0 } };
const both = { maskHints: true, gateHints: true };
const never = { isCancellationRequested: false } as CancellationToken;

async function withCode<R>(code: string, ask: (sample: SampleFlow) => R | Promise<R>): Promise<R> {
  const sample = await SampleFlow.with({ [path]: code });
  try {
    return await ask(sample);
  } finally {
    sample.cleanup();
  }
}

/** `line: label` of each hint, lines from 1. */
const hintsOf = (code: string, range = all, views = both): Promise<string[]> =>
  withCode(code, (sample) =>
    inlayHints(sample.flow, sample.file(path), range, views).map(
      ({ position, label }) => `${position.line + 1}: ${label}`,
    ),
  );

const head = '#include <linux/gfp.h>\n#include <linux/slab.h>\n';

describe('inlay hints', () => {
  it('say what a mask is where the text does not', async () => {
    const code = `${head}gfp_t mild(void)\n{\n\treturn GFP_NOFS;\n}\nvoid *f(int n)\n{\n\tgfp_t own = mild();\n\n\treturn kmalloc(n, own);\n}\n`;
    assert.deepEqual(await hintsOf(code), ['9: → GFP_NOFS', '11: → GFP_NOFS']);
  });

  it('are silent on flags in the text, on masks of which nothing is known, and in conditions', async () => {
    const code = `${head}void *f(int n, gfp_t gfp)\n{\n\tif (gfp & __GFP_IO)\n\t\treturn kmalloc(n, GFP_KERNEL | __GFP_ZERO);\n\treturn kmalloc(n, GFP_NOIO);\n}\nvoid *g(int n, gfp_t gfp)\n{\n\treturn kmalloc(n, gfp);\n}\nvoid *h(int n, gfp_t gfp)\n{\n\treturn kmalloc(n, gfp | __GFP_ZERO);\n}\n`;
    assert.deepEqual(await hintsOf(code), []);
  });

  it('say which flags are unknown', async () => {
    const code = `${head}void *f(int n)\n{\n\tgfp_t own = GFP_NOFS;\n\n\tif (n)\n\t\town |= __GFP_FS;\n\treturn kmalloc(n, own);\n}\n`;
    assert.deepEqual(await hintsOf(code), ['8: → GFP_KERNEL', '9: → GFP_NOFS (unknown: __GFP_FS)']);
  });

  it('say what a gate needs where its condition does not name it', async () => {
    const code = `${head}void f(gfp_t gfp)\n{\n\tbool can = gfp & __GFP_FS;\n\tbool mild = !(gfp & __GFP_IO);\n\n\tif (can)\n\t\tkfree(0);\n\tif (mild)\n\t\tkfree(0);\n\tif (gfp & __GFP_HIGH)\n\t\tkfree(0);\n}\n`;
    assert.deepEqual(await hintsOf(code), ['8: needs __GFP_FS', '10: only without __GFP_IO']);
    assert.deepEqual(await hintsOf(code, all, { maskHints: true, gateHints: false }), []);
  });

  it('stay in the range that was asked for', async () => {
    const one = (name: string) =>
      `void *${name}(int n)\n{\n\tgfp_t own = GFP_NOFS & ~__GFP_IO;\n\treturn kmalloc(n, own);\n}\n`;
    const code = `${head}${one('a')}${one('b')}`;
    assert.deepEqual(await hintsOf(code, { start: { line: 7, character: 0 }, end: { line: 12, character: 0 } }), [
      '11: → GFP_NOIO',
    ]);
  });
});

describe('gates of a document', () => {
  const code = `${head}static bool may_write(gfp_t gfp)\n{\n\treturn gfp & __GFP_IO;\n}\nint f(gfp_t gfp)\n{\n\tif (!may_write(gfp))\n\t\treturn 0;\n\tif (gfp & __GFP_FS)\n\t\treturn 1;\n\treturn 2;\n}\n`;

  it('are told with their outcome under each mask', async () => {
    const gates = await withCode(code, (sample) =>
      gatesOfFile(sample.flow, sample.file(path), ['GFP_NOFS', 'GFP_NOWAIT', 'no mask'], () => false),
    );
    assert.deepEqual(
      gates!.map(({ line, column, function: name, bits, kind, outcomes }) => [
        line,
        column,
        name,
        bits,
        kind,
        outcomes,
      ]),
      [
        [5, 9, 'may_write', ['__GFP_IO'], 'direct', { GFP_NOFS: 'open', GFP_NOWAIT: 'closed', 'no mask': 'unknown' }],
        [9, 7, 'f', ['__GFP_IO'], 'predicate', { GFP_NOFS: 'open', GFP_NOWAIT: 'closed', 'no mask': 'unknown' }],
        [11, 6, 'f', ['__GFP_FS'], 'direct', { GFP_NOFS: 'closed', GFP_NOWAIT: 'closed', 'no mask': 'unknown' }],
      ],
    );
  });

  it('are none in a file without gfp', async () => {
    assert.deepEqual(
      await withCode('int f(int a)\n{\n\treturn a;\n}\n', (s) => gatesOfFile(s.flow, s.file(path), [], () => false)),
      [],
    );
  });

  it('of a function of 5,000 lines are told in time', async () => {
    const long = `${head}void f(gfp_t gfp, int n)\n{\n${'\tif (n & 1)\n\t\tn = n + 2;\n\tgfp = gfp | __GFP_ZERO;\n'.repeat(1700)}\tif (gfp & __GFP_FS)\n\t\tkfree(0);\n}\n`;
    await withCode(long, async (sample) => {
      const started = performance.now();
      await gatesOfFile(sample.flow, sample.file(path), ['GFP_NOFS'], () => false);
      inlayHints(sample.flow, sample.file(path), all, both);
      assert.ok(performance.now() - started < 20_000);
    });
  });
});

describe('code lenses', () => {
  const code = `${head}void *taken(gfp_t gfp)\n{\n\treturn kmalloc(1, gfp);\n}\ngfp_t given(void)\n{\n\treturn GFP_NOFS;\n}\nint plain(int a)\n{\n\treturn a;\n}\nvoid *a(void) { return taken(GFP_KERNEL); }\nvoid *b(void) { return taken(GFP_KERNEL); }\nvoid *c(void) { return taken(given()); }\nvoid *d(gfp_t gfp) { return taken(gfp); }\nvoid *e(gfp_t gfp) { return taken(gfp | __GFP_ZERO); }\n`;

  it('tell the masks of the callers, of functions that are given a mask or hand one out', async () => {
    await withCode(code, async (sample) => {
      const { flow } = sample;
      const file = sample.file(path);
      const lenses = maskLenses(flow, file, 'file:///x').slice(0, 2);
      const resolved = await Promise.all(
        lenses.map((lens) => resolvedLens(lens, flow, file, { commands: [], token: never })),
      );
      assert.deepEqual(
        resolved.map((lens) => lens!.command),
        [
          { title: '5 callers · GFP_KERNEL 2, GFP_NOFS 1, parameter 1, not known 1', command: '' },
          { title: 'gives GFP_NOFS', command: '' },
        ],
      );
    });
  });

  it('name a command only to a client that has it', async () => {
    await withCode(code, async (sample) => {
      const { flow } = sample;
      const file = sample.file(path);
      const [lens] = maskLenses(flow, file, 'file:///x');
      const resolved = await resolvedLens(lens!, flow, file, { commands: ['gfpLens.showCallersOf'], token: never });
      assert.deepEqual(resolved!.command?.command, 'gfpLens.showCallersOf');
      assert.deepEqual(resolved!.command?.arguments, ['file:///x', { line: 2, character: 6 }]);
    });
  });

  it('say how many callers were looked at', async () => {
    const many = `${head}void *taken(gfp_t gfp)\n{\n\treturn kmalloc(1, gfp);\n}\n${Array.from({ length: 70 }, (_, i) => `void *c${i}(void) { return taken(GFP_NOIO); }\n`).join('')}`;
    await withCode(many, async (sample) => {
      const { flow } = sample;
      const [lens] = maskLenses(flow, sample.file(path), 'file:///x');
      const resolved = await resolvedLens(lens!, flow, sample.file(path), { commands: [], token: never });
      assert.equal(resolved!.command?.title, '60 of 70 callers · GFP_NOIO 60');
    });
  });
});

describe('flags in a document', () => {
  const code =
    'void f(gfp_t g, gfp_t h)\n{\n\tg |= __GFP_FS;\n\tg &= ~__GFP_FS;\n\tif (h & __GFP_FS)\n\t\tf(g & __GFP_IO);\n}\n';
  const document = TextDocument.create('file:///x.c', 'c', 1, code);

  it('are highlighted as written and read', () => {
    const found = flagHighlights(document, { line: 2, character: 8 });
    assert.deepEqual(
      found?.map(({ range, kind }) => [range.start.line, kind]),
      [
        [2, 3],
        [3, 3],
        [4, 2],
      ],
    );
    assert.equal(flagHighlights(document, { line: 2, character: 1 }), null);
  });

  it('are tokens with what is done to them, those of a gate marked', async () => {
    const [set, clear, gate] = [1, 2, 4];
    await withCode(code, (sample) => {
      const flow = { session: sample.flow, file: sample.file(path) };
      assert.deepEqual(flagTokens(document, all, flow).data, [
        2,
        6,
        8,
        0,
        set,
        1,
        7,
        8,
        0,
        clear,
        1,
        9,
        8,
        0,
        gate,
        1,
        8,
        8,
        0,
        0,
      ]);
      const line = { start: { line: 3, character: 0 }, end: { line: 3, character: 0 } };
      assert.deepEqual(flagTokens(document, line, flow).data, [3, 7, 8, 0, clear]);
      assert.deepEqual(flagTokens(document, line, null).data, [3, 7, 8, 0, clear]);
    });
  });
});
