import assert from 'node:assert/strict';
import { nativeTree, wasmTree } from './nativeTree';

const TEXTS: Readonly<Record<string, string>> = {
  'a function':
    'static int f(gfp_t gfp, struct page **p)\n{\n\tif (gfp & __GFP_FS)\n\t\treturn 0;\n\tfor (;;) g(p[0]->x);\n}\n',
  'letters beyond ASCII': '/* größer 𝒳 */\nint ä = 1; char *s = "é𝒳";\nint b = 2;\n',
  errors: 'int f( { if ) } static __init foo bar(x y); #define\n',
  'the preprocessor': '#ifdef A\nint a;\n#else\nint b;\n#endif\n#define X(y) \\\n\ty\n',
  nothing: '',
};

describe('the WebAssembly and the native build of tree-sitter', () => {
  for (const [what, text] of Object.entries(TEXTS)) {
    it(`make the same tree of ${what}`, async () => {
      assert.deepEqual(await wasmTree(text), nativeTree(text));
    });
  }
});
