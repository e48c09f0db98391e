import { expect, test } from "../support/fixtures.ts";

test("answers that arrive after the reader moved on disturb nobody", async ({ page, inspector }) => {
  let late = 0;
  await page.route(/\/v2\/open\.test\/(busybox|nested)\/manifests\/sha256/, async (route) => {
    late += 1;
    await new Promise((resolve) => setTimeout(resolve, 150 + (late % 5) * 80));
    // The page may be gone by then.
    await route.continue().catch(() => {});
  });
  await inspector.goto("/i");
  await inspector.submit("open.test/nested:1");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("nested");
  await inspector.submit("open.test/busybox:1.37");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("busybox");
  for (let turn = 0; turn < 3; turn += 1) {
    await page.goBack();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("nested");
    await page.goForward();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("busybox");
  }
  await expect(inspector.receiptRow("Config")).toContainText("equal");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Inspect" }).click();
  await expect(page.getByRole("heading", { name: "Ten references worth opening" })).toBeVisible();
  await page.unrouteAll({ behavior: "wait" });
});
