import { HOSTILE, hostile, hostileSingle } from "../support/images.ts";
import { expect, test } from "../support/fixtures.ts";

test("labels that are markup are shown as text", async ({ page, inspector }) => {
  await inspector.open("open.test/hostile:1", "open=1");
  await expect(inspector.rows).toHaveCount(4);
  await expect(inspector.table.getByText(HOSTILE.markup).first()).toBeVisible();
  await expect(inspector.table.getByText(HOSTILE.script).first()).toBeVisible();
  await expect(page.locator("main img, main script")).toHaveCount(0);
  await expect(page).toHaveTitle(/open\.test\/hostile:1/);

  await inspector.tab("Bytes");
  expect(await page.getByLabel("The document’s text").textContent()).toBe(hostile().bytes.toString());
  await expect(page.locator("main img, main script")).toHaveCount(0);
});

test("a layer type and a config that are markup are shown as text", async ({ page, inspector }) => {
  await inspector.open("open.test/hostile-single:1");
  // A command with a button to copy it holds no word of a stranger.
  await expect(inspector.verdict).toContainText("Its publisher can build it");
  await expect(inspector.verdict).not.toContainText("--install");
  await expect(page.getByText(hostileSingle().blobs[1].mediaType).first()).toBeVisible();
  await expect(page.getByText(HOSTILE.script).first()).toBeVisible();
  await expect(page.locator("main img, main script")).toHaveCount(0);
  await expect(page).not.toHaveTitle(/owned/);
});

test("text that turns the writing direction round does not turn its surroundings", async ({ page, inspector }) => {
  await inspector.open("open.test/hostile:1");
  const label = inspector.table.getByText(HOSTILE.bidi.slice(1, -1)).first();
  await expect(label).toBeVisible();
  const isKeptIn = await label.evaluate((element) => {
    for (let it: Element | null = element; it; it = it.parentElement) {
      if (/isolate|plaintext/.test(getComputedStyle(it).unicodeBidi) || it.tagName === "TD" || it.tagName === "TH") return true;
    }
    return false;
  });
  expect(isKeptIn).toBe(true);
  await expect(page.getByRole("main")).toHaveCSS("direction", "ltr");
});

test("a machine in the address that is markup is shown as text", async ({ page, inspector }) => {
  await inspector.open("open.test/busybox:1.37", `host=${encodeURIComponent(HOSTILE.markup)}`);
  await expect(page.getByText("The address names a machine that cannot be read:")).toBeVisible();
  await expect(page.locator("main img")).toHaveCount(0);
});

test("the site is served with a strict policy", async ({ page }) => {
  const response = await page.goto("/i");
  const policy = (await response!.headerValue("content-security-policy")) ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("'unsafe-inline'");
  expect(policy).not.toContain("'unsafe-eval'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(await response!.headerValue("x-content-type-options")).toBe("nosniff");
});
