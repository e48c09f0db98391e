import { contentHeight, expect, figure, frameHeight, SCRIPT, test } from "../support/element.ts";

test("the frame is as high as its content and follows it", async ({ page, host, complaints }) => {
  await host.open(`<tag-prism figure="match"></tag-prism>${SCRIPT}`);
  const frame = await figure(page);
  await expect.poll(() => frameHeight(page)).toBe(await contentHeight(frame));
  const before = await frameHeight(page);
  await frame.getByRole("button", { name: "More" }).click();
  await expect.poll(() => frameHeight(page)).toBeGreaterThan(before + 10);
  expect(await frameHeight(page)).toBe(await contentHeight(frame));
  expect(complaints).toEqual([]);
});

test("a closed accordion says no height, and an opened one the right one", async ({ page, host }) => {
  await host.open(`<details><summary>More</summary><tag-prism figure="match"></tag-prism></details>${SCRIPT}`);
  await page.evaluate(() => {
    const heights: number[] = [];
    Object.assign(window, { heights });
    addEventListener("message", (event) => "height" in event.data && heights.push(event.data.height));
  });
  const summary = page.getByText("More", { exact: true }).first();
  for (let nth = 0; nth < 2; nth += 1) {
    await summary.click();
    const frame = await figure(page);
    await expect.poll(async () => (await frameHeight(page)) - (await contentHeight(frame))).toBe(0);
    expect(await frameHeight(page)).toBeGreaterThan(300);
    await summary.click();
  }
  expect(await page.evaluate(() => (window as unknown as { heights: number[] }).heights.filter((it) => it < 200))).toEqual([]);
});

test("an element that is not displayed recovers when it is", async ({ page, host }) => {
  await host.open(`<div id="tab" style="display:none"><tag-prism figure="match"></tag-prism></div>${SCRIPT}`);
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => document.getElementById("tab")?.removeAttribute("style"));
  const frame = await figure(page);
  await expect.poll(async () => (await frameHeight(page)) - (await contentHeight(frame))).toBe(0);
});

test("a column without width says no height until it has one", async ({ page, host }) => {
  await host.open(
    `<script>window.heights = []; addEventListener("message", (event) => "height" in event.data && heights.push(event.data.height));</script>
    <div id="tab" style="width:0;overflow:hidden"><iframe src="SITE/embed/match" title="A figure" style="width:100%"></iframe></div>`,
  );
  await page.waitForLoadState("networkidle");
  const heights = () => page.evaluate(() => (window as unknown as { heights: number[] }).heights);
  expect(await heights()).toEqual([]);
  await page.evaluate(() => document.getElementById("tab")?.removeAttribute("style"));
  await expect.poll(async () => (await heights()).at(-1)).toBe(await contentHeight(page.frames()[1]));
});

test("a page that grows because its frame does is stopped and scrolls", async ({ page, host }) => {
  await host.open(`<tag-prism figure="grow"></tag-prism>${SCRIPT}`);
  const frame = await figure(page);
  await expect(frame.locator("html")).toHaveAttribute("data-fit", "both");
  const height = await frameHeight(page);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect(await frameHeight(page)).toBe(height);
  expect(height).toBeLessThan(2000);
});

test("fit=both fills the height that the author gives", async ({ page, host }) => {
  await host.open(`<tag-prism figure="match" fit="both" style="height:240px"></tag-prism><tag-prism figure="pull" fit="both" height="260"></tag-prism>${SCRIPT}`);
  const frame = await figure(page);
  await figure(page, 1);
  expect(await frameHeight(page)).toBe(240);
  expect(await frameHeight(page, 1)).toBe(260);
  expect(await frame.evaluate(() => document.documentElement.scrollHeight)).toBeGreaterThan(300);
});

test("the height is there before the figure, so nothing moves", async ({ page, host }) => {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => list.getEntries().forEach((it) => shifts.push((it as unknown as { value: number }).value))).observe({ type: "layout-shift", buffered: true });
  });
  await host.open(`<p>Before</p><tag-prism figure="match" height="600" style="display:block;min-height:600px"><a href="SITE/">A link</a></tag-prism><p id="after">After</p>${SCRIPT}`);
  await figure(page);
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
  expect(await page.locator("tag-prism").evaluate((it) => it.clientHeight)).toBe(600);
});

test("a narrow column keeps more height than a wide one", async ({ page, host }) => {
  await host.open(`<div style="width:330px"><tag-prism figure="match" loading="click"></tag-prism></div><div style="width:800px"><tag-prism figure="match" loading="click"></tag-prism></div>${SCRIPT}`);
  await expect(page.getByRole("button", { name: "Explore" })).toHaveCount(2);
  const [narrow, wide] = await page.locator("tag-prism").evaluateAll((them) => them.map((it) => it.clientHeight));
  expect(narrow).toBeGreaterThan(wide);
});

test("a plain frame gets its height from the same script, also when that comes late", async ({ page, host, stub }) => {
  await host.open(`<iframe src="SITE/embed/pull" width="700" height="900" title="A figure" sandbox="allow-scripts allow-popups"></iframe><p>After</p>`);
  const frame = page.frames()[1];
  await frame.waitForFunction(() => "runs" in document.documentElement.dataset);
  await page.addScriptTag({ url: `${stub.origin}/embed.js` });
  await expect.poll(() => page.locator("iframe").evaluate((it) => it.clientHeight)).toBe(await contentHeight(frame));
});

test("room that was reserved for nothing is given back where nobody sees it, or when the reader acts", async ({ page, host }) => {
  await page.setViewportSize({ width: 900, height: 700 });
  await host.open(`<tag-prism figure="match"></tag-prism><p>After</p>${SCRIPT}`);
  const height = () => page.locator("tag-prism").evaluate((it) => it.clientHeight);
  const frame = await figure(page);
  // It reached below the window.
  await expect.poll(height).toBe(await contentHeight(frame));

  await page.setViewportSize({ width: 900, height: 3000 });
  await host.open(`<tag-prism figure="match"></tag-prism><p>After</p>${SCRIPT}`);
  const second = await figure(page);
  expect(await height()).toBeGreaterThan((await contentHeight(second)) + 100);
  await page.keyboard.press("Shift");
  await expect.poll(height).toBe(await contentHeight(second));
});
