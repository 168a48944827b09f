import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { functionAt } from '../../server/src/features/functionAt';
import { openTree } from '../../server/src/index/openTree';
import { fixtureText, parseFixture } from '../support/fixture';
import { withFixtureTree } from '../support/fixtureTree';

const PATH = 'mm/door.c';
const FIXTURE = parseFixture(`
//- /mm/door.c version:6.1
struct door_ops { int (*open)(void); };
struct door { const struct door_ops *ops; };
static int helper(void) { return 0; }
int enter(struct door *door)
{
	int tries = 0;

	helper();
	return door->ops->open();
}
int unknown_name;
//- /mm/bell.c
static int helper(void) { return 1; }
void ring(void) { helper(); }
`);

describe('functionAt', () => {
  it('means the function that is called there, in its own file', () => check('helper();', 'mm/door.c:helper'));
  it('means the function whose name stands there', () => check('enter(struct', 'mm/door.c:enter'));
  it('means the function around anything else', () => check('tries = 0', 'mm/door.c:enter'));
  it('means the function around a call through a field', () => check('open();', 'mm/door.c:enter'));
  it('means nothing outside of functions', () => check('unknown_name', null));
});

async function check(needle: string, expected: string | null): Promise<void> {
  const text = fixtureText(FIXTURE, PATH);
  const document = TextDocument.create(`file:///${PATH}`, 'c', 1, text);
  await withFixtureTree(FIXTURE, async (root) => {
    const { index } = await openTree(root, { jobs: 1 });
    const position = document.positionAt(text.indexOf(needle) + 1);
    assert.equal(functionAt(index, document, position, index.fileByPath(PATH)), expected);
  });
}
