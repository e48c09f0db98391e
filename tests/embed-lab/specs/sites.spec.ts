import { expect } from "@playwright/test";
import { fits, inside, interact, picture, shade, shifts, test, turn } from "../support/site.ts";
import { PAGES } from "../support/systems.mjs";
import { TOGGLES } from "../support/toggles.ts";
import { world } from "../support/world.ts";

const MOST_SHIFT = 0.01;

/** Every page has the same embeds: the element, the plain frame, and the element in something closed. */
for (const { name, site, path } of PAGES) {
  test.describe(name, () => {
    test.beforeEach(async ({ page, watch }) => {
      expect(watch.complaints).toEqual([]);
      const { sites } = world();
      const found = sites.find((it) => it.name === site);
      test.skip(Boolean(found?.skipped), found?.skipped);
      if (!found?.origin) throw new Error(found?.failed ?? "the site was not built: run this through run.mjs");
      await page.goto(`${found.origin}${path}`);
    });

    test("both forms get the height of their figure, and nothing moves or fails", async ({ page, watch }) => {
      const element = page.locator("tag-prism iframe").first();
      const plain = page.locator("iframe[src*='/embed/']").filter({ visible: true }).nth(1);
      await fits(element, await inside(element));
      await fits(plain, await inside(plain));
      const moved = await shifts(page);
      expect(moved.reduce((sum, it) => sum + it.value, 0), JSON.stringify(moved)).toBeLessThanOrEqual(MOST_SHIFT);
      expect(watch.complaints).toEqual([]);
      expect(watch.abroad).toEqual([]);
    });

    test("both forms follow the theme of the page", async ({ page }) => {
      const frames = [];
      for (const nth of [0, 1]) frames.push(await inside(page.locator("iframe[src*='/embed/']").filter({ visible: true }).nth(nth)));
      const toggle = TOGGLES[name];
      for (const theme of toggle ? (["dark", "light"] as const) : []) {
        await page.evaluate(() => scrollTo(0, 0));
        await toggle(page, theme);
        await expect.poll(() => shade(page)).toBe(theme);
        for (const frame of frames) await expect(frame.locator("html")).toHaveAttribute("data-theme", theme);
      }
      // Whatever the reader's system prefers, the page decides.
      await page.emulateMedia({ colorScheme: "dark" });
      for (const frame of frames) {
        await expect.poll(async () => (await frame.locator("html").getAttribute("data-theme")) === (await shade(page))).toBe(true);
      }
    });

    test("a figure can be used, and the other one stays as it is", async ({ page, watch }) => {
      const [first, second] = [0, 1].map((nth) => page.locator("iframe[src*='/embed/']").filter({ visible: true }).nth(nth));
      const other = await inside(second);
      const frame = await inside(first);
      const before = await picture(other);
      await interact(frame);
      await fits(first, frame);
      expect(await picture(other)).toBe(before);
      await fits(second, other);
      expect(watch.complaints).toEqual([]);
    });

    test("a figure in a closed part has its height once that is open, each time", async ({ page }) => {
      const closed = page.locator("details").filter({ has: page.locator("tag-prism") }).last();
      const iframe = closed.locator("tag-prism iframe");
      for (let nth = 0; nth < 2; nth += 1) {
        await turn(closed, "open");
        await fits(iframe, await inside(iframe));
        await turn(closed, "closed");
      }
    });
  });
}
