import { serious } from "../support/axe.ts";
import { expect, test } from "../support/fixtures.ts";
import { tooWide } from "../support/layout.ts";

test.use({ needsRegistry: false });

test("an author picks a figure, sees it, and copies what to paste", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/embed");
  await expect(page.locator("html[data-runs]")).toBeAttached({ timeout: 30_000 });
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Embed" })).toHaveAttribute("aria-current", "page");
  await page.locator("select[name=configure-figure]").selectOption("match");
  const machine = page.getByLabel("Machine (the reader’s if empty)");
  await machine.fill("linux/arm64/v8");
  await machine.press("Tab");
  const code = page.locator(".cfg-snip code").first();
  await expect(code).toContainText('<tag-prism figure="match" host="linux/arm64/v8" loading="lazy"');

  // The preview is the real thing. What is out of sight waits until it is seen.
  await page.locator("tag-prism").scrollIntoViewIfNeeded();
  const inside = page.frameLocator("tag-prism iframe");
  await expect(inside.locator("#fig-match figcaption")).toContainText("arm64", { timeout: 30_000 });
  const height = () => page.locator("tag-prism").evaluate((it) => it.getBoundingClientRect().height);
  await expect.poll(height).toBeGreaterThan(900);

  await page.locator(".cfg-snip").first().getByRole("button", { name: "Copy" }).click();
  await expect(page.locator("#configure .said")).toHaveText("Copied.");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await code.textContent());

  // The address keeps the choice.
  expect(new URL(page.url()).searchParams.get("figure")).toBe("match");
  await page.reload();
  await expect(page.locator(".cfg-snip code").first()).toContainText('host="linux/arm64/v8"', { timeout: 30_000 });
});

test("every system has its lines, and widths and themes are tried on the spot", async ({ page }) => {
  await page.goto("/embed?figure=inspect&image=alpine");
  await expect(page.locator("html[data-runs]")).toBeAttached({ timeout: 30_000 });
  const tabs = page.locator("label:has(input[name=configure-tab])");
  const seen = new Set<string>();
  for (let nth = 0; nth < (await tabs.count()); nth += 1) {
    await tabs.nth(nth).click();
    await expect(tabs.nth(nth).locator("input")).toBeChecked();
    seen.add((await page.locator(".cfg-code").textContent()) ?? "");
  }
  expect(seen.size).toBe(await tabs.count());
  await page.locator("label:has(input[name=configure-width][value='320'])").click();
  await expect.poll(() => page.locator("tag-prism").evaluate((it) => it.clientWidth)).toBe(320);
  await page.locator("label:has(input[name=configure-theme][value=dark])").click();
  await expect(page.frameLocator("tag-prism iframe").locator("html")).toHaveAttribute("data-theme", "dark", { timeout: 30_000 });
});

test("a figure leads to its embed, as it stands", async ({ page }) => {
  await page.goto("/?match-rule=strict#fig-match");
  await expect(page.locator("html[data-runs]")).toBeAttached({ timeout: 30_000 });
  await page.locator("#fig-match").getByRole("link", { name: "Embed" }).click();
  await expect(page.locator(".cfg-snip code").first()).toContainText('figure="match" rule="strict"', { timeout: 30_000 });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the addresses of all embeds can be read", async ({ page }) => {
    await page.goto("/embed");
    await expect(page.locator(".still a")).toHaveCount(14);
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [360, 1440]) {
    test.describe(`${colorScheme}, ${width} pixels`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } });

      test("the page is accessible and fits", async ({ page }) => {
        await page.goto("/embed?figure=match");
        await expect(page.locator("html[data-runs]")).toBeAttached({ timeout: 30_000 });
        expect(await serious(page)).toEqual([]);
        expect(await tooWide(page)).toBe("");
      });
    });
  }
}
