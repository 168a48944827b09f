/**
 * Groups files that include each other in a circle (strongly connected components, Tarjan): what one of them sees, all see.
 *
 * @param targets rows `[first[file], first[file + 1])` of it are the files that a file includes, -1 for none
 * @returns number of each file's group; a group's number is greater than those of all groups that it includes
 */
export function includeGroups(first: Int32Array, targets: Int32Array, fileCount: number): Int32Array {
  const group = new Int32Array(fileCount).fill(-1);
  const order = new Int32Array(fileCount).fill(-1);
  const low = new Int32Array(fileCount);
  const next = new Int32Array(fileCount);
  const open: number[] = [];
  const path: number[] = [];
  let visited = 0;
  let groups = 0;
  for (let start = 0; start < fileCount; start++) {
    if (order[start]! >= 0) continue;
    path.push(start);
    while (path.length > 0) {
      const file = path.at(-1)!;
      if (order[file]! < 0) {
        order[file] = visited;
        low[file] = visited++;
        next[file] = first[file]!;
        open.push(file);
      }
      let descended = false;
      while (next[file]! < first[file + 1]!) {
        const target = targets[next[file]!++]!;
        if (target < 0 || target === file) continue;
        if (order[target]! < 0) {
          path.push(target);
          descended = true;
          break;
        }
        if (group[target]! < 0) low[file] = Math.min(low[file]!, low[target]!);
      }
      if (descended) continue;
      path.pop();
      if (path.length > 0) low[path.at(-1)!] = Math.min(low[path.at(-1)!]!, low[file]!);
      if (low[file] !== order[file]) continue;
      for (let member = open.pop(); member !== undefined; member = open.pop()) {
        group[member] = groups;
        if (member === file) break;
      }
      groups++;
    }
  }
  return group;
}
