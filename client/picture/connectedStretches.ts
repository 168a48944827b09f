/**
 * Nodes of one kind that edges join, directly or through others of that kind: `kindOf` names a node's kind, edges hold ids.
 * Stretches stand in the order of their first node.
 */
export function connectedStretches<Node extends { readonly id: string }>(
  nodes: readonly Node[],
  kindOf: (node: Node) => string,
  edges: readonly { readonly from: string; readonly to: string }[],
): Node[][] {
  const kinds = new Map(nodes.map((node) => [node.id, kindOf(node)]));
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let above = parents.get(root); above !== undefined; above = parents.get(root)) root = above;
    if (root !== id) parents.set(id, root);
    return root;
  };
  for (const { from, to } of edges) {
    const [a, b] = [rootOf(from), rootOf(to)];
    if (a !== b && kinds.get(from) === kinds.get(to)) parents.set(b, a);
  }
  const stretches = new Map<string, Node[]>();
  for (const node of nodes) {
    const root = rootOf(node.id);
    const stretch = stretches.get(root);
    if (stretch === undefined) stretches.set(root, [node]);
    else stretch.push(node);
  }
  return [...stretches.values()];
}
