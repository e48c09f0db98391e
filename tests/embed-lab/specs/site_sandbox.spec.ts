import { expect } from "@playwright/test";
import { interact, test } from "../support/site.ts";
import { world } from "../support/world.ts";

test("both forms work inside somebody's sandbox, where every origin is opaque", async ({ page, watch }) => {
  const origin = world().sites.find((it) => it.name === "html")?.origin;
  await page.goto(`${origin}/sandbox.html`);
  const content = page.frameLocator("iframe");
  expect(await content.locator("html").evaluate(() => self.origin)).toBe("null");
  for (const iframe of [content.locator("body > iframe"), content.locator("tag-prism iframe")]) {
    await iframe.scrollIntoViewIfNeeded();
    const frame = await (await iframe.elementHandle())?.contentFrame();
    if (!frame) throw new Error("the frame has no page");
    await expect(frame.locator("html[data-runs]")).toHaveCount(1);
    expect(await frame.evaluate(() => self.origin)).toBe("null");
    await interact(frame);
    const height = () => iframe.evaluate((it) => it.clientHeight);
    await expect.poll(height).toBe(await frame.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height)));
  }
  expect(watch.complaints).toEqual([]);
  expect(watch.abroad).toEqual([]);
});

test("the full version opens from inside a sandbox", async ({ page, context }) => {
  const { sites, tagprism } = world();
  await page.goto(`${sites.find((it) => it.name === "html")?.origin}/sandbox.html`);
  const frame = page.frameLocator("iframe").frameLocator("body > iframe");
  const opened = context.waitForEvent("page");
  await frame.getByRole("link", { name: "Open full version" }).click();
  expect((await opened).url()).toContain(tagprism);
});
