import { createRequire } from "node:module";
import lighthouse from "lighthouse";

/** The version that measures. */
export const { version } = createRequire(import.meta.url)("lighthouse/package.json");

/** Lighthouse's report on one page: its default is a mid-range phone on slow 4G, simulated. */
export async function measure(url, port) {
  const result = await lighthouse(url, { port, logLevel: "error", output: "json" });
  if (!result) throw new Error(`Lighthouse gave no report on ${url}`);
  const { runtimeError } = result.lhr;
  if (runtimeError) throw new Error(`${url}: ${runtimeError.message}`);
  return result.lhr;
}
