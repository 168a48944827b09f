/** The trees of both builds of tree-sitter as text, to be compared: the native one is a development dependency only. */
import NativeParser from 'tree-sitter';
import NativeC from 'tree-sitter-c';
import { Language, type Node, Parser } from 'web-tree-sitter';
import { grammarBytes, testParser } from './readCode';

/** One line a node, parents first: depth, type, range in UTF-16 units. */
function lineOf(depth: number, type: string, start: number, end: number): string {
  return `${' '.repeat(depth)}${type} ${start}-${end}`;
}

/** The tree that the native build makes of a text. */
export function nativeTree(text: string): string[] {
  const parser = new NativeParser();
  parser.setLanguage(NativeC as NativeParser.Language);
  // The binding reads a string in pieces; a larger buffer than its own is needed for a longer text.
  const tree = parser.parse((index: number) => text.slice(index, index + 10_000));
  const lines: string[] = [];
  const visit = (node: NativeParser.SyntaxNode, depth: number): void => {
    lines.push(lineOf(depth, node.type, node.startIndex, node.endIndex));
    for (const child of node.children) visit(child, depth + 1);
  };
  visit(tree.rootNode, 0);
  return lines;
}

/** The tree that the WebAssembly build makes of a text. */
export async function wasmTree(text: string): Promise<string[]> {
  // Starts the runtime.
  await testParser();
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammarBytes()));
  const tree = parser.parse(text);
  const lines: string[] = [];
  const visit = (node: Node, depth: number): void => {
    lines.push(lineOf(depth, node.type, node.startIndex, node.endIndex));
    for (const child of node.children) if (child !== null) visit(child, depth + 1);
  };
  try {
    visit(tree!.rootNode, 0);
  } finally {
    tree?.delete();
    parser.delete();
  }
  return lines;
}
