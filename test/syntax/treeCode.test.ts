import assert from 'node:assert/strict';
import type { DefId, KernelIndex } from '../../server/src/index/kernelIndex';
import { readTexts } from '../../server/src/index/textIndex';
import { indexOf } from '../../server/src/index/treeParts';
import { createCodeReader, type TreeCode } from '../../server/src/syntax/treeCode';
import { parseFixture } from '../support/fixture';
import { show, showStatement, testParser } from './readCode';

interface Tree {
  readonly code: TreeCode;
  readonly index: KernelIndex;
  /** Paths that were read, in order. */
  readonly reads: string[];
  def(name: string): DefId;
  /** Replaces a file's text, as an editor does. */
  edit(path: string, text: string): void;
}

/** A reader of the files of a fixture. */
async function treeOf(fixture: string): Promise<Tree> {
  const files = new Map(parseFixture(fixture).files);
  const index = indexOf(
    readTexts(
      '/nowhere',
      [...files].map(([path, text]) => ({ path, text })),
      'x86',
    ),
  );
  const reads: string[] = [];
  const code = createCodeReader({
    parser: await testParser(),
    index,
    names: null,
    readText: (path) => {
      reads.push(path);
      return files.get(path) ?? null;
    },
  });
  return {
    code,
    index,
    reads,
    def: (name) => index.lookup(name)[0]!,
    edit(path, text) {
      files.set(path, text);
      code.invalidate(path);
    },
  };
}

const FIXTURE = `//- /mm/a.c
#define QUIET __attribute__((cold))
#define walk_all(p) for (p = first(); p; p = next(p))
#define strict(gfp) ((gfp) & ~__GFP_FS)

static struct page *
QUIET take(gfp_t gfp)
{
	walk_all(x)
		use(x);
	return get(strict(gfp));
}
int second(void)
{
	return 2;
}
`;

describe('the code of a tree', () => {
  it('reads a function by its definition, from the line where its type begins', async () => {
    const { code, index, def } = await treeOf(FIXTURE);
    const syntax = code.functionSyntax(def('take'))!;
    assert.equal(syntax.returnType, 'struct page *');
    assert.deepEqual(syntax.body.statements.map(showStatement), [
      'each walk_all(x) use(x);',
      'return get(strict(gfp));',
    ]);
    assert.ok(code.text(index.defFile(def('take')))!.startsWith('static struct page *', syntax.start));
  });

  it('reads a macro by its definition, and neither as the other', async () => {
    const { code, def } = await treeOf(FIXTURE);
    const { body } = code.macroSyntax(def('strict'))!;
    assert.equal(body.kind === 'expression' && show(body.expression), '(gfp & (~__GFP_FS))');
    assert.equal(code.functionSyntax(def('strict')), null);
    assert.equal(code.macroSyntax(def('take')), null);
  });

  it('reads each file once, and a function once', async () => {
    const { code, def, reads } = await treeOf(FIXTURE);
    assert.equal(code.functionSyntax(def('take')), code.functionSyntax(def('take')));
    code.functionSyntax(def('second'));
    assert.deepEqual(reads, ['mm/a.c']);
  });

  it('keeps a function whose own lines did not change when its file did', async () => {
    const { code, index, def, edit } = await treeOf(FIXTURE);
    const before = code.functionSyntax(def('second'));
    const text = code.text(index.defFile(def('second')))!;
    edit('mm/a.c', text.replace('use(x)', 'use_it_all(x)'));
    const after = code.functionSyntax(def('second'))!;
    assert.equal(after.nameStart, before!.nameStart + '_it_all'.length);
    assert.ok(code.text(index.defFile(def('second')))!.startsWith('second', after.nameStart));
    assert.equal(
      showStatement(code.functionSyntax(def('take'))!.body.statements[0]!),
      'each walk_all(x) use_it_all(x);',
    );
  });

  it('gives null for a file that cannot be read and for a function without a body', async () => {
    const { code, def, edit } = await treeOf(FIXTURE);
    edit('mm/a.c', 'int second;\n');
    assert.equal(code.functionSyntax(def('second')), null);
    const gone = await treeOf(FIXTURE);
    const unread = createCodeReader({
      parser: await testParser(),
      index: gone.index,
      names: null,
      readText: () => null,
    });
    assert.equal(unread.functionSyntax(gone.def('take')), null);
    assert.equal(unread.text(gone.index.defFile(gone.def('take'))), null);
  });

  it('makes line ends equal and leaves a byte order mark out', async () => {
    const { code, index, def, edit } = await treeOf(FIXTURE);
    edit('mm/a.c', `\ufeff${code.text(index.defFile(def('take')))!.replace(/\n/g, '\r\n')}`);
    const text = code.text(index.defFile(def('take')))!;
    assert.ok(!text.includes('\r') && !text.startsWith('\ufeff'));
    assert.ok(text.startsWith('take', code.functionSyntax(def('take'))!.nameStart));
  });

  it('does not read what nothing in a whole tree can switch on', async () => {
    const text = 'int f(void)\n{\n#ifdef NEVER_MADE\n\ta();\n#else\n\tb();\n#endif\n#ifdef HAVE_B\n\tc();\n#endif\n}\n';
    const { code, index, def } = await treeOf(`//- /mm/a.c\n#define HAVE_B\n${text}`);
    const read = (reader: TreeCode): string[] => reader.functionSyntax(def('f'))!.body.statements.map(showStatement);
    assert.deepEqual(
      read(code),
      ['if #defined(NEVER_MADE) {a();} else {b();}', 'if #defined(HAVE_B) {c();}'],
      'a part of a tree',
    );
    const whole: KernelIndex = Object.create(index, { partial: { value: false } });
    const readText = (): string => code.text(index.defFile(def('f')))!;
    const reader = createCodeReader({ parser: await testParser(), index: whole, names: null, readText });
    assert.deepEqual(read(reader), ['b();', 'if #defined(HAVE_B) {c();}']);
  });

  it('reads expressions on their own', async () => {
    const { code } = await treeOf(FIXTURE);
    assert.equal(show(code.expression('GFP_KERNEL & ~__GFP_FS')!), '(GFP_KERNEL & (~__GFP_FS))');
    assert.equal(code.expression('GFP_KERNEL &'), null);
  });
});
