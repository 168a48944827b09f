import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { TraceAnswer } from '../../../server/src/protocol';
import { messageFrom, type PictureSubject, type ToPicture, urisOf } from '../../picture/messages';
import type { Place } from '../../picture/pathGraph';
import { whileTracing } from '../whileTracing';
import { inEditorsWords } from './gateWords';
import { openPlace } from './openPlace';
import { pictureHtml } from './pictureHtml';
import { pictureTexts } from './pictureTexts';
import { saveImage } from './saveImage';

export const PICTURE = 'gfpLens.picture';

/** Masks that a picture compares without asking again. */
export const standardMasks: readonly string[] = ['GFP_KERNEL', 'GFP_NOFS', 'GFP_NOIO', 'GFP_NOWAIT', 'GFP_ATOMIC'];

/** Paths to draw. `ask` answers for the same functions under other masks; it may fail. */
export interface PictureRequest extends PictureSubject {
  readonly ask: (masks: readonly string[]) => Promise<TraceAnswer>;
  /** Masks that a person has asked for already: the picture begins with the first of them. */
  readonly masks?: readonly string[];
  /** Where a person stands on the path: the picture begins there. */
  readonly at?: Place;
}

/** Draws paths beside the editor. */
export function showPicture(context: vscode.ExtensionContext, request: PictureRequest): void {
  const panel = vscode.window.createWebviewPanel(PICTURE, titleOf(request), vscode.ViewColumn.Beside, {});
  fillPicture(context, panel, request);
}

/**
 * Fills a new panel, or one that came back with its window: at once with what is known. An answer that lacks a mask which the picture
 * compares is asked for again, once.
 */
export function fillPicture(
  context: vscode.ExtensionContext,
  panel: vscode.WebviewPanel,
  { ask, masks = [], at, ...first }: PictureRequest,
): void {
  let subject: PictureSubject = first;
  let chosen: string | null = masks[0] ?? null;
  let isAsking = false;
  let start: Place | null = at ?? null;
  const { webview } = panel;
  // What is sent before the page listens, or after it was closed, reaches nobody.
  let isListening = false;
  panel.onDidDispose(() => {
    isListening = false;
  });
  const send = (message: ToPicture): void => void webview.postMessage(message);
  const show = (): void => {
    if (!isListening) return;
    const { answer, uri, from, to, via = [] } = subject;
    const drawn = { answer: inEditorsWords(answer), uri, from, to, via };
    send({ type: 'show', subject: drawn, chosen, isAsking, at: start, texts: pictureTexts() });
    chosen = null;
    start = null;
  };
  const compare = async (): Promise<void> => {
    isAsking = true;
    try {
      const answer = await whileTracing(titleOf(subject), () => ask(comparedMasks(masks)));
      if (answer.paths.length > 0) subject = { ...subject, answer };
    } catch {
      // What is known stays.
    }
    isAsking = false;
    show();
  };
  webview.onDidReceiveMessage(async (value: unknown) => {
    const message = messageFrom(value, urisOf(subject.answer));
    try {
      switch (message?.type) {
        case 'ready':
          isListening = true;
          return show();
        case 'open':
          return await openPlace(message, panel);
        case 'save':
          return await saveImage(message, titleOf(subject), vscode.Uri.parse(subject.uri));
        case 'ask': {
          const answer = await ask(comparedMasks([...masks, message.mask]));
          if (answer.paths.length === 0) throw new Error(answer.why);
          subject = { ...subject, answer };
          chosen = message.mask;
          return show();
        }
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (message?.type !== 'ask') void vscode.window.showWarningMessage(`GFP Lens: ${why}`);
      else if (isListening) send({ type: 'failed', why });
    }
  });
  const files = vscode.Uri.joinPath(context.extensionUri, 'dist');
  webview.options = { enableScripts: true, localResourceRoots: [files] };
  webview.html = pictureHtml({
    script: String(webview.asWebviewUri(vscode.Uri.joinPath(files, 'picture.js'))),
    style: String(webview.asWebviewUri(vscode.Uri.joinPath(files, 'picture.css'))),
    source: webview.cspSource,
    nonce: randomBytes(18).toString('base64'),
    title: titleOf(subject),
  });
  const verdicts = subject.answer.paths[0]?.verdicts ?? {};
  if (!comparedMasks(masks).every((mask) => mask in verdicts)) void compare();
}

/** The standard masks, and those that were asked for: each once. */
function comparedMasks(asked: readonly string[] = []): readonly string[] {
  return [...new Set([...standardMasks, ...asked])];
}

/** `kmem_alloc → shrink_folio_list` */
function titleOf({ from, to }: PictureSubject): string {
  return [from, to].map((name) => name.slice(name.lastIndexOf(':') + 1)).join(' → ');
}
