// Chromium without a screen; nothing but the editor on this machine may be reached.

/**
 * Gives {newPage, blockedHosts, close}. A page has a context of its own; `blockedHosts` are those that a page asked for
 * and did not get.
 */
export async function startBrowser({ playwright, chromium }) {
  const browser = await playwright.chromium.launch({
    executablePath: chromium,
    // This process handles signals itself.
    ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
  const blockedHosts = new Set();
  const newPage = async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
    context.setDefaultTimeout(30_000);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await context.route('**/*', (route) => {
      const { protocol, hostname } = new URL(route.request().url());
      const isLocal = hostname === '127.0.0.1' || hostname.endsWith('.localhost');
      if (isLocal || protocol === 'data:' || protocol === 'blob:') return route.continue();
      blockedHosts.add(hostname);
      return route.abort();
    });
    return context.newPage();
  };
  return { newPage, blockedHosts, close: () => browser.close() };
}
