// Measures how high each figure is in columns of the three classes of width, and prints the table of build/embed/embed.js.
//
//   CHROMIUM=/usr/bin/chromium node heights.mjs http://127.0.0.1:8080 [--write]
//
// With --write it puts the table into embed.js and the heights into the snippets of the guides.

import { chromium } from "@playwright/test";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const ROOT = new URL("../../", import.meta.url);
const ELEMENT = new URL("build/embed/embed.js", ROOT);
const GUIDES = new URL("docs/embed/", ROOT);
// From the narrowest to the widest column of each class: some figures change their layout in between.
const CLASSES_PX = [[320, 479], [480, 719], [720, 960]];
// Columns of documentation are 600 to 750 px wide, so the guides take the height of the middle width: it cuts nothing.
const OF_THE_GUIDES = 1;
// A page that has not changed for so long has come to rest.
const REST_MILLIS = 700;
const TABLE = /(const HEIGHTS = \{\n)([\s\S]*?)(\n {2}\};)/;

const [origin, ...flags] = process.argv.slice(2);
if (!origin) {
  console.error("usage: node heights.mjs ORIGIN [--write]");
  process.exit(2);
}

const element = readFileSync(ELEMENT, "utf8");
const figures = [...element.match(TABLE)[2].matchAll(/^ *(\w+):/gm)].map(([, name]) => name);
const heights = await measured();
const table = figures.map((name) => `    ${name}: [${heights[name].join(", ")}],`).join("\n");
console.log(table);
if (flags.includes("--write")) {
  writeFileSync(ELEMENT, element.replace(TABLE, (_, before, __, after) => before + table + after));
  for (const name of readdirSync(GUIDES).filter((it) => it.endsWith(".md"))) {
    const guide = new URL(name, GUIDES);
    writeFileSync(guide, withHeights(readFileSync(guide, "utf8")));
  }
}

async function measured() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || undefined, args: ["--headless", "--no-sandbox", "--disable-gpu"] });
  try {
    const found = {};
    for (const name of figures) {
      found[name] = [];
      for (const widths of CLASSES_PX) {
        const heights = [];
        for (const width of widths) heights.push(await heightOf(browser, name, width));
        found[name].push(Math.max(...heights));
      }
    }
    return found;
  } finally {
    await browser.close();
  }
}

/** The greatest height that the page ever has while it loads and its program starts, in tens of px. */
async function heightOf(browser, name, width) {
  const page = await browser.newPage({ viewport: { width, height: 800 }, hasTouch: true });
  try {
    await page.addInitScript(() => {
      // A page without its style sheets has some height, but not its own.
      addEventListener("DOMContentLoaded", () => {
        new ResizeObserver(() => {
          if (![...document.querySelectorAll("link[rel=stylesheet]")].every((link) => link.sheet)) return;
          window.highest = Math.max(window.highest ?? 0, document.documentElement.getBoundingClientRect().height);
          window.changedAt = performance.now();
        }).observe(document.documentElement);
      });
    });
    const answer = await page.goto(`${origin}/embed/${name}`);
    if (answer.status() !== 200) throw new Error(`${answer.url()} answers ${answer.status()}`);
    await page.locator("html[data-runs]").waitFor({ state: "attached", timeout: 15_000 });
    await page.evaluate(() => document.fonts.ready);
    await page.waitForFunction((millis) => performance.now() - window.changedAt > millis, REST_MILLIS);
    return Math.ceil((await page.evaluate(() => window.highest)) / 10) * 10;
  } finally {
    await page.close();
  }
}

/** A guide with the right number wherever a snippet keeps the height of one figure. */
function withHeights(guide) {
  const highest = Math.max(...figures.map((name) => heights[name][OF_THE_GUIDES]));
  return guide.replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, (block) => {
    const figure = /(?:figure="|\/embed\/)(\w+)/.exec(block)?.[1];
    if (/fit=both/.test(block)) return block;
    // A template for all figures.
    const anyFigure = block.replace(/(default ")\d+(" -\}\})/, `$1${highest}$2`);
    const height = heights[figure]?.[OF_THE_GUIDES];
    if (!height) return anyFigure;
    return anyFigure.replace(/(min-height: |minHeight: "|\bheight=")\d+/g, `$1${height}`);
  });
}
