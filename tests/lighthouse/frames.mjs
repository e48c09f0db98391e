// Measures what a frame of the player costs: plays the recorded pull once, at the speed of this machine and four times slower,
// and prints how far apart the pictures are and how long the main thread worked for each.
//
//   TAGPRISM_PROXY=../../target/release/tagprism-proxy TAGPRISM_DIST=../../dist CHROMIUM=/usr/bin/chromium node frames.mjs

import puppeteer from "puppeteer-core";
import { startBrowser } from "./support/browser.mjs";
import { startProxy } from "./support/proxy.mjs";

const SLOWDOWNS = [1, 4];
/** How long the player plays, in milliseconds; the story lasts longer. */
const PLAYS_MILLIS = 15_000;
/** How long the page is watched at rest. */
const RESTS_MILLIS = 3_000;

const proxy = await startProxy(required("TAGPRISM_PROXY"), required("TAGPRISM_DIST"));
const started = await startBrowser(process.env.CHROMIUM);
try {
  const browser = await puppeteer.connect({ browserURL: `http://127.0.0.1:${started.port}`, defaultViewport: { width: 1440, height: 900 } });
  console.log(started.version);
  console.log("slowdown  frames  median  95 %   worst   work per frame   at rest: frames, work");
  for (const slowdown of SLOWDOWNS) console.log(line(slowdown, await play(browser, slowdown)));
  await browser.disconnect();
} finally {
  await started.stop();
  await proxy.stop();
}

async function play(browser, slowdown) {
  const page = await browser.newPage();
  await page.goto(`${proxy.origin}/pull?host=linux/arm64/v8`);
  await page.waitForSelector("html[data-runs] #fig-pull [data-act=play]");
  await page.emulateCPUThrottling(slowdown);
  const rest = await watched(page, RESTS_MILLIS);
  await page.click("#fig-pull [data-act=play]");
  const playing = await watched(page, PLAYS_MILLIS, true);
  await page.close();
  return { rest, playing };
}

/** Pictures and work within a span. `asks` counts by asking for each picture; at rest that alone would be work. */
async function watched(page, millis, asks = false) {
  const before = await page.metrics();
  const gaps = await page.evaluate(
    (millis, asks) =>
      new Promise((resolve) => {
        const gaps = [];
        if (!asks) return void setTimeout(() => resolve(gaps), millis);
        let last = performance.now();
        const end = last + millis;
        requestAnimationFrame(function frame(now) {
          gaps.push(now - last);
          last = now;
          if (now < end) requestAnimationFrame(frame);
          else resolve(gaps.slice(1));
        });
      }),
    millis,
    asks,
  );
  const after = await page.metrics();
  const sum = (name) => (after[name] - before[name]) * 1000;
  return { gaps: gaps.sort((one, other) => one - other), workMillis: sum("TaskDuration"), layouts: after.LayoutCount - before.LayoutCount };
}

function line(slowdown, { rest, playing }) {
  const { gaps, workMillis } = playing;
  const at = (share) => gaps[Math.min(gaps.length - 1, Math.floor(gaps.length * share))].toFixed(1);
  return [
    `${slowdown}×`.padStart(8),
    String(gaps.length).padStart(7),
    at(0.5).padStart(7),
    at(0.95).padStart(6),
    at(1).padStart(6),
    `${(workMillis / gaps.length).toFixed(2)} ms`.padStart(16),
    `${rest.layouts} layouts, ${rest.workMillis.toFixed(1)} ms in ${RESTS_MILLIS / 1000} s`.padStart(30),
  ].join("  ");
}

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
