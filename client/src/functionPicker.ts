import * as vscode from 'vscode';
import { partsOf } from './functionName';

export interface OfferedFunction {
  /** `name`, or `file.c:name` where one of several is meant. */
  readonly name: string;
  /** Why it is offered. */
  readonly words: string;
}

export interface FunctionQuestion {
  readonly title: string;
  readonly placeholder: string;
  /** Shown before anything is typed. */
  readonly offered: readonly OfferedFunction[];
  /** Names of the tree that begin with a prefix, best first. */
  readonly namesFor: (prefix: string) => Promise<readonly string[]>;
}

/** Asks for a function, with completion; undefined where the person left. A name that nothing completes is taken as typed. */
export function pickFunction(question: FunctionQuestion): Promise<string | undefined> {
  return new Promise((resolve) => {
    const picker = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly name: string }>();
    picker.title = question.title;
    picker.placeholder = question.placeholder;
    const showOffered = (): void => {
      picker.items = question.offered.map(({ name, words }) => {
        const { file, bare } = partsOf(name);
        return { name, label: bare, description: file === '' ? words : `${words}, ${file}` };
      });
    };
    /** Names for what is typed now; the list on the screen may still be of a shorter prefix. */
    let awaited: Promise<readonly string[]> | null = null;
    const complete = (prefix: string): void => {
      awaited = null;
      if (prefix === '') {
        picker.busy = false;
        showOffered();
        return;
      }
      const asked = question.namesFor(prefix).catch(() => []);
      awaited = asked;
      picker.busy = true;
      void asked.then((names) => {
        if (awaited !== asked) return;
        awaited = null;
        picker.busy = false;
        picker.items = (names.length > 0 ? names : [prefix]).map((name) => ({ name, label: name }));
      });
    };
    const accept = async (): Promise<void> => {
      const typed = picker.value;
      if (awaited === null) return done(picker.activeItems[0]?.name ?? typed);
      // Enter came before the names for the last key.
      const names = await awaited;
      done(names.includes(typed) ? typed : (names[0] ?? typed));
    };
    const done = (name: string): void => {
      resolve(name === '' ? undefined : name);
      picker.hide();
    };
    picker.onDidChangeValue((value) => complete(value.trim()));
    picker.onDidAccept(() => void accept());
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    showOffered();
    picker.show();
  });
}
