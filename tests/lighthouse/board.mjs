// Measures the board on a very long list: an index of 1,000 entries for eight clients, looked at and turned over. Prints how long
// each action kept the main thread busy at most, at the speed of this machine and four times slower.
//
//   TAGPRISM_PROXY=../../target/release/tagprism-proxy TAGPRISM_DIST=../../dist CHROMIUM=/usr/bin/chromium node board.mjs

import puppeteer from "puppeteer-core";
import { startBrowser } from "./support/browser.mjs";
import { startProxy } from "./support/proxy.mjs";

const N_ENTRIES = 1_000;
const SLOWDOWNS = [1, 4];
/** How long an action is watched, in milliseconds. */
const WATCHED_MILLIS = 1_500;

const proxy = await startProxy(required("TAGPRISM_PROXY"), required("TAGPRISM_DIST"));
const started = await startBrowser(process.env.CHROMIUM);
try {
  const browser = await puppeteer.connect({ browserURL: `http://127.0.0.1:${started.port}`, defaultViewport: { width: 1440, height: 900 } });
  console.log(started.version);
  for (const slowdown of SLOWDOWNS) {
    for (const [action, millis] of await look(browser, slowdown)) console.log(`${slowdown}× slower  ${action.padEnd(32)} longest task ${millis} ms`);
  }
  await browser.disconnect();
} finally {
  await started.stop();
  await proxy.stop();
}

/** What each action costs: its name and the longest task, 0 where none took 50 ms. */
async function look(browser, slowdown) {
  const page = await browser.newPage();
  await page.goto(`${proxy.origin}/i?host=linux/arm/v6`);
  await page.waitForSelector("html[data-runs] #reference");
  await page.evaluate((text) => sessionStorage.setItem("tagprism-paste", text), index());
  await page.goto(`${proxy.origin}/i?host=linux/arm/v6&from=paste`);
  await page.waitForSelector("#panel-platforms, [role=tabpanel] .verdict");
  await page.emulateCPUThrottling(slowdown);
  const found = [];
  found.push(["open the board", await longest(page, () => tab(page, "Who gets what"))]);
  await page.waitForSelector("#fig-board .bd-t");
  found.push(["open another client's rule", await longest(page, () => page.click("#fig-board .bd-name[value=podman]"))]);
  found.push(["compare machines", await longest(page, () => page.click("#fig-board input[name=board-by][value=machines]"))]);
  await page.close();
  return found;
}

async function tab(page, name) {
  for (const tab of await page.$$("[role=tab]")) {
    if ((await tab.evaluate((it) => it.textContent)).trim() === name) return tab.click();
  }
  throw new Error(`no tab is called ${name}`);
}

async function longest(page, act) {
  await page.evaluate(() => {
    window.tasks = [];
    window.watching?.disconnect();
    window.watching = new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((it) => it.duration)));
    window.watching.observe({ type: "longtask" });
  });
  await act();
  await new Promise((resolve) => setTimeout(resolve, WATCHED_MILLIS));
  return Math.round(await page.evaluate(() => Math.max(0, ...window.tasks)));
}

function index() {
  const variants = ["amd64", "arm64", "386", "s390x", "ppc64le", "riscv64"];
  const manifests = Array.from({ length: N_ENTRIES }, (_, n) => ({
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    digest: `sha256:${n.toString(16).padStart(64, "0")}`,
    size: 500,
    platform: n % 7 === 6 ? { os: "linux", architecture: "arm", variant: `v${5 + (n % 3)}` } : { os: "linux", architecture: variants[n % 6] },
  }));
  return JSON.stringify({ schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json", manifests });
}

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} has to be set`);
  return value;
}
