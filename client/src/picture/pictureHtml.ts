export interface PictureFiles {
  /** Addresses that the webview may load. */
  readonly script: string;
  readonly style: string;
  /** What the webview calls its own sources (`webview.cspSource`). */
  readonly source: string;
  /** Fresh for every page, in base64. */
  readonly nonce: string;
  readonly title: string;
}

/**
 * The page of the picture. Its policy allows this one script, the style sheet, and images made of data, which is how an SVG
 * becomes a PNG; no network, no inline code or style, no evaluation of text.
 */
export function pictureHtml({ script, style, source, nonce, title }: PictureFiles): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escaped(style)}">
<title>${escaped(title)}</title>
</head>
<body>
<div id="picture"></div>
<script nonce="${escaped(nonce)}" src="${escaped(script)}"></script>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
