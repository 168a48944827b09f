import { CommandFailure } from './failure';

/** The folders of `--under`; none where it was not given. @throws CommandFailure 2 where it names none */
export function foldersOf(text: string | undefined): string[] {
  if (text === undefined) return [];
  const folders = text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (folders.length === 0) throw new CommandFailure(2, '--under: give folders of the tree, separated by commas');
  return folders;
}
