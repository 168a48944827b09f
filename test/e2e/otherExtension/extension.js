// A C extension under the name of a real one, as small as can be: for the tests of coexistence.
const vscode = require('vscode');

exports.activate = ({ subscriptions }) => {
  const here = (document, position) => new vscode.Location(document.uri, position);
  subscriptions.push(
    vscode.languages.registerDefinitionProvider('c', { provideDefinition: here }),
    vscode.languages.registerHoverProvider('c', {
      provideHover: (document, position) =>
        new vscode.Hover(`other: ${document.getText(document.getWordRangeAtPosition(position))}`),
    }),
  );
};
