import type { GateAnswer, PathAnswer, TraceAnswer } from '../../../../server/src/protocol';
import type { OpenQuestion } from '../question';
import { answerNotes, gateOutcome, gateSides, hopMask, hopPlace, oneLine, pathHeading, questionLine } from './copyText';

/** A traced path as markdown for a ticket or a page: a numbered list of hops, guards as items below theirs. */
export function copyMarkdown(question: OpenQuestion, answer: TraceAnswer): string {
  const blocks = [`### ${escaped(questionLine(question))}`, ...answerNotes(answer).map(escaped)];
  answer.paths.forEach((path, at) => {
    const heading = pathHeading(path, at, answer.paths.length, question.masks);
    blocks.push(`**${escaped(heading)}**`, listOf(path, question.masks));
    if (path.gates.length === 0) return;
    blocks.push(`Gates inside ${code(path.hops.at(-1)?.function ?? '')}:`);
    blocks.push(path.gates.map((gate) => `- ${gateItem(gate, question.masks)}`).join('\n'));
  });
  return `${blocks.join('\n\n')}\n`;
}

function listOf(path: PathAnswer, masks: readonly string[]): string {
  return path.hops
    .flatMap((hop, at) => {
      const mask = hopMask(hop, masks);
      const how = hop.how.startsWith('via ') ? hop.how : '';
      const words = [`${code(hop.function)} ${code(hopPlace(hop))}`, mask === '' ? '' : code(mask), escaped(how)];
      return [
        `${at + 1}. ${words.filter((word) => word !== '').join(' · ')}`,
        ...hop.guards.map((gate) => `    - ${gateItem(gate, masks)}`),
      ];
    })
    .join('\n');
}

function gateItem(gate: GateAnswer, masks: readonly string[]): string {
  const sides = gateSides(gate);
  const head = `${gateOutcome(gate, masks)}: ${code(oneLine(gate.condition))} (${code(`${gate.file}:${gate.line}`)})`;
  return sides === '' ? head : `${head}: ${escaped(sides)}`;
}

/** A code span that holds any text: its fence is longer than every run of backticks inside. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|#]/g, '\\$&');
}
