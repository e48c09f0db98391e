import { focused, tabTo } from "../support/focus.ts";
import { expect, test } from "../support/fixtures.ts";

test("from the top of the page to the answer with the keyboard alone", async ({ page, inspector }) => {
  await inspector.goto("/i");
  await page.keyboard.press("Tab");
  expect((await focused(page)).label).toContain("Skip to content");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(inspector.field).toBeFocused();
  expect((await focused(page)).ringPx).toBeGreaterThanOrEqual(2);

  await page.keyboard.type("open.test/busybox:1.37");
  await page.keyboard.press("Enter");
  await expect(inspector.rows).toHaveCount(8);
  await expect(inspector.field, "the focus stays where the reader is").toBeFocused();
});

test("a row unfolds with Enter and folds with the space bar", async ({ page, inspector }) => {
  await inspector.open("open.test/busybox:1.37");
  await expect(inspector.rows).toHaveCount(8);
  await tabTo(page, /Unfold linux\/amd64/);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Entry 2 is the attestation of entry 1.")).toBeVisible();
  expect((await focused(page)).label).toContain("Fold linux/amd64");
  await page.keyboard.press("Space");
  await expect(page.getByText("Entry 2 is the attestation of entry 1.")).toBeHidden();
});

test("the machine is chosen with arrows, and Escape gives the focus back", async ({ page, inspector }) => {
  await inspector.open("open.test/busybox:1.37", "host=linux/arm64/v8");
  await tabTo(page, /Your machine/);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Which machine asks?" });
  await expect(dialog).toBeVisible();
  // The field to find a machine comes first, then the machine that is chosen.
  await dialog.getByRole("searchbox", { name: "Find a machine" }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("radio", { name: /^Apple-silicon Mac with Docker Desktop/ })).toBeChecked();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("radio", { name: /^Raspberry Pi 2 to 4/ })).toBeChecked();
  expect((await focused(page)).ringPx).toBeGreaterThanOrEqual(2);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(inspector.machineChip).toBeFocused();
  await expect(inspector.verdict).toContainText("the arm/v7 build");
});

test("the focus cannot leave an open dialog for the page behind it", async ({ page, inspector }) => {
  await inspector.goto("/i");
  const { box } = await inspector.chooseMachine();
  for (let stop = 0; stop < 12; stop += 1) {
    await page.keyboard.press("Tab");
    const isBehind = await box.evaluate((dialog) => document.activeElement !== document.body && !dialog.contains(document.activeElement));
    expect(isBehind, "the page behind the dialog is out of reach").toBe(false);
  }
});

test("the views are tabs with arrows, Home and End", async ({ page, inspector }) => {
  await inspector.open("open.test/busybox:1.37");
  const tab = (name: string) => page.getByRole("tab", { name });
  await tab("Platforms").focus();
  await page.keyboard.press("ArrowRight");
  await expect(tab("Who gets what")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(tab("Bytes")).toBeFocused();
  await expect(tab("Bytes")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Home");
  await expect(tab("Platforms")).toBeFocused();
  await page.keyboard.press("End");
  await expect(tab("Pull, played")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(tab("Bytes")).toBeFocused();
  await page.keyboard.press("Tab");
  expect((await focused(page)).ringPx).toBeGreaterThanOrEqual(2);
});
