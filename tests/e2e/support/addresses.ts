/** Where the servers of this run listen. The workers get it through the environment. */
export interface Addresses {
  /** The site, served by the proxy. */
  site: string;
  /** A proxy of the reader's own machine that serves no site, and lets the pages of the static hosts read. */
  ownProxy: string;
  /** A proxy in public mode: every page may read. */
  publicProxy: string;
  /** The site on a plain static host, at the root. */
  staticRoot: string;
  /** The same below `/tagprism/`. */
  staticFolder: string;
  /** `127.0.0.1:<port>` of the open registry; empty where there is none. */
  openHost: string;
}

const VARIABLE = "E2E_ADDRESSES";

export function publish(addresses: Addresses): void {
  process.env[VARIABLE] = JSON.stringify(addresses);
}

export function addresses(): Addresses {
  const text = process.env[VARIABLE];
  if (!text) throw new Error("the servers are not running: global setup did not finish");
  return JSON.parse(text) as Addresses;
}
