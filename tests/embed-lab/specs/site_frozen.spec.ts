import { readdirSync } from "node:fs";
import { expect } from "@playwright/test";
import { fits, inside, test } from "../support/site.ts";
import { world } from "../support/world.ts";

const FOLDER = new URL("../frozen/", import.meta.url);
const SNIPPETS = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html")).sort();

/** Snippets that somebody may have pasted long ago: whatever they show today, they have to show forever. */
for (const name of SNIPPETS) {
  test(`${name} is still served`, async ({ page, watch }) => {
    test.skip(world().isStatic && /picture|badge/.test(name), "pictures of any image need the server");
    await page.goto(`${world().frozen}/${name}`);
    const iframes = page.locator("iframe[src*='/embed/']");
    const images = page.locator("img").filter({ visible: true });
    if (/picture|badge/.test(name)) await expect(images).not.toHaveCount(0);
    else await expect(iframes).not.toHaveCount(0);
    for (const iframe of await iframes.all()) {
      const frame = await inside(iframe);
      // The inspector is no figure.
      await expect(frame.locator("form[data-figure], main").first()).toBeVisible();
      const isFixed = /fit=both/.test((await iframe.getAttribute("src")) ?? "") || (await page.locator("script[src]").count()) === 0;
      if (!isFixed) await fits(iframe, frame);
    }
    for (const image of await images.all()) {
      await expect.poll(() => image.evaluate((it: HTMLImageElement) => it.complete && it.naturalWidth)).toBeGreaterThan(0);
    }
    expect(watch.complaints).toEqual([]);
  });
}
