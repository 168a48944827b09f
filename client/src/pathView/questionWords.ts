import * as vscode from 'vscode';
import { partsOf } from '../functionName';
import type { OpenQuestion } from './question';

/** `kmem_alloc → shrink_folio_list`. `resolved` names the successors of names that have moved. */
export function questionTitle({ from, to }: OpenQuestion, resolved: Readonly<Record<string, string>> = {}): string {
  return `${inThisTree(from, resolved)} → ${inThisTree(to, resolved)}`;
}

/** The masks and the functions on the way, in a few words; empty where there are none. */
export function questionDetails({ via, masks }: OpenQuestion): string {
  return [
    masks.join(vscode.l10n.t(' or ')),
    via.length === 0 ? '' : vscode.l10n.t('by {0}', via.map((name) => partsOf(name).bare).join(', ')),
  ]
    .filter((words) => words !== '')
    .join(' · ');
}

/** A sentence for each name that has a successor in this tree. */
export function movedNames(resolved: Readonly<Record<string, string>>): string[] {
  return Object.entries(resolved)
    .filter(([asked, found]) => asked !== found)
    .map(([asked, found]) => vscode.l10n.t('{0} is {1} in this tree.', asked, found));
}

function inThisTree(asked: string, resolved: Readonly<Record<string, string>>): string {
  return partsOf(resolved[asked] ?? asked).bare;
}
