import * as vscode from 'vscode';
import type { GateAnswer } from '../../../server/src/protocol';
import { sideWords } from '../sideWords';
import { someOf } from './maskWords';
import type { Row, RowTarget } from './row';
import { gateWords, judgedDetails, judgedLabel, judgeGate, together } from './verdicts';

/**
 * A gate with a row for each of its sides below it. `elsewhere` names the function that it stands in where that is not the one
 * that the reader looks at.
 */
export function gateRow(id: string, gate: GateAnswer, target: RowTarget, elsewhere: string): Row {
  const { masks } = target.question;
  const place = `${gate.file}:${gate.line}`;
  const judged = judgeGate(gate, masks);
  const where = elsewhere === '' ? place : vscode.l10n.t('in {0}, {1}', elsewhere, place);
  const condition = gate.condition.replace(/\s+/g, ' ');
  const sides = [
    sideRow(`${id}/set`, vscode.l10n.t('with {0}', someOf(gate.bits)), sideWords(gate.when.set), target),
    sideRow(`${id}/clear`, vscode.l10n.t('without {0}', someOf(gate.bits)), sideWords(gate.when.clear), target),
  ].filter((side) => side !== null);
  return {
    ...{ id, kind: 'gate', label: judgedLabel(judged, condition) },
    description: [judgedDetails(judged, gate.bits), where].filter((words) => words !== '').join(' · '),
    tooltip: [
      condition,
      gateWords(gate, masks),
      where,
      ...sides.map((side) => `${side.label}: ${side.description}`),
    ].join('\n'),
    judgement: together(judged),
    isExpanded: sides.length === 0 ? null : false,
    children: sides,
    target,
  };
}

/** What one side of a gate does; null where the answer has no words for it. */
function sideRow(id: string, label: string, does: string, target: RowTarget): Row | null {
  if (does === '') return null;
  return {
    ...{ id, kind: 'side', label, description: does, tooltip: `${label}: ${does}` },
    ...{ judgement: null, isExpanded: null, children: [], target },
  };
}
