import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

/** How long the page is watched, in milliseconds: a loop of any kind shows within it. */
const WATCHED_MILLIS = 2_000;

interface Work {
  frames: number;
  timers: number;
  changes: number;
  intervals: number;
}

test("a page that nobody touches does nothing", async ({ page, explainer }) => {
  await count(page);
  await explainer.goto();
  await expect.poll(() => work(page), { message: "the page comes to rest", intervals: [WATCHED_MILLIS], timeout: 30_000 })
    .toEqual({ frames: 0, timers: 0, changes: 0, intervals: 0 });

  const hosts = explainer.figure("hosts");
  await hosts.root.scrollIntoViewIfNeeded();
  await hosts.change();
  await expect.poll(() => work(page), { message: "and comes to rest again after an answer", intervals: [WATCHED_MILLIS], timeout: 30_000 })
    .toEqual({ frames: 0, timers: 0, changes: 0, intervals: 0 });
  expect(await page.evaluate(() => document.getAnimations().filter((it) => it.playState === "running").length)).toBe(0);
});

test("only figures near the window are drawn again", async ({ page, explainer }) => {
  await explainer.goto("?host=linux/arm64/v8");
  const far = explainer.figure("sizes");
  const before = await far.words();
  await far.root.evaluate((figure) => {
    const redrawn = { dataset: { n: 0 } };
    Object.assign(window, { redrawn: redrawn.dataset });
    new MutationObserver(() => { redrawn.dataset.n += 1; }).observe(figure, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  const redrawn = () => page.evaluate(() => (window as unknown as { redrawn: { n: number } }).redrawn.n);
  await explainer.chooseMachine(/IBM Z/);
  const hosts = explainer.figure("hosts");
  await hosts.root.scrollIntoViewIfNeeded();
  await expect(hosts.root).toContainText(/s390x|IBM Z/);
  expect(await redrawn(), "asleep").toBe(0);
  await far.root.scrollIntoViewIfNeeded();
  await expect.poll(() => far.words(), "awake").not.toBe(before);
});

/** Counts what scripts ask of the browser. */
async function count(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const work = { frames: 0, timers: 0, changes: 0, intervals: 0 };
    Object.assign(window, { work });
    const { requestAnimationFrame, setTimeout, setInterval, clearInterval } = window;
    window.requestAnimationFrame = (callback) => { work.frames += 1; return requestAnimationFrame(callback); };
    window.setTimeout = ((callback: TimerHandler, millis?: number, ...rest: unknown[]) => { work.timers += 1; return setTimeout(callback, millis, ...rest); }) as typeof setTimeout;
    window.setInterval = ((callback: TimerHandler, millis?: number, ...rest: unknown[]) => { work.intervals += 1; return setInterval(callback, millis, ...rest); }) as typeof setInterval;
    window.clearInterval = (id) => { work.intervals -= 1; clearInterval(id); };
    new MutationObserver((all) => { work.changes += all.length; }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });
}

/** What was asked since the last question; intervals are those that still run. */
async function work(page: Page): Promise<Work> {
  return page.evaluate(() => {
    const { work } = window as unknown as { work: Work };
    const since = { ...work };
    Object.assign(work, { frames: 0, timers: 0, changes: 0 });
    return since;
  });
}
