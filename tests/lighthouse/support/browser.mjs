import { launch } from "chrome-launcher";

/** Starts a browser of its own with an empty profile. Without a path the launcher looks where browsers are installed. */
export async function startBrowser(path) {
  const chrome = await launch({
    ...(path && { chromePath: path }),
    chromeFlags: [
      "--headless",
      // Everything here is served from loopback by ourselves, and root has no sandbox.
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  const said = await fetch(`http://127.0.0.1:${chrome.port}/json/version`);
  const { Browser: version } = await said.json();
  return {
    port: chrome.port,
    version,
    async stop() {
      const gone = new Promise((resolve) => chrome.process.once("exit", resolve));
      chrome.kill();
      await gone;
    },
  };
}
