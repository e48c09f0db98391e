import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

test("what is only pointed at is chosen nowhere, and not announced", async ({ page, explainer }) => {
  await explainer.goto();
  const encode = explainer.figure("encode");
  await encode.root.scrollIntoViewIfNeeded();
  const status = await encode.status.textContent();
  const chosen = encode.control("at").and(page.locator(":checked"));
  const row = encode.root.locator("[data-peek]").filter({ visible: true }).last();
  await row.hover();
  await expect.poll(() => encode.status.textContent(), "it is shown").not.toBe(status);
  await expect(encode.status).toHaveAttribute("aria-live", "off");
  await expect(chosen).toHaveCount(0);
  expect(page.url()).not.toContain("encode-at");

  await page.mouse.move(0, 0);
  await expect(encode.status, "looking away takes it back").toHaveText(status ?? "");

  await row.locator("label").click();
  await expect(page).toHaveURL(/encode-at=/);
  await expect(encode.status).toHaveAttribute("aria-live", "polite");
  await expect(row.locator("input")).toBeChecked();
});

test("choosing something else does not take along what the pointer rests on", async ({ page, explainer }) => {
  await explainer.goto();
  const encode = explainer.figure("encode");
  await encode.root.scrollIntoViewIfNeeded();
  await encode.root.locator("[data-peek]").filter({ visible: true }).last().hover();
  await encode.act("link");
  await expect(encode.said).not.toBeEmpty();
  expect(page.url()).not.toContain("encode-at");
});

test("the view of figure 5 keeps the focus while it is chosen with the keyboard", async ({ page, explainer }) => {
  await explainer.goto();
  const match = explainer.figure("match");
  await match.root.scrollIntoViewIfNeeded();
  await match.choose("image", "busybox:1.37");
  await match.control("view").and(page.locator(":checked")).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/match-view=/);
  await expect(match.control("view").and(page.locator(":checked"))).toBeFocused();
});

test("a machine in the address that is none is named at the chip and stays in the address", async ({ page, explainer }) => {
  await explainer.goto("?host=a/b/c/d/e");
  await expect(page.locator(".host-odd")).toContainText("a/b/c/d/e");
  expect(page.url()).toContain("host=a/b/c/d/e");
});
