import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

test("a slash in a field is a character", async ({ page, explainer }) => {
  await explainer.goto();
  const text = explainer.figure("digest").root.locator("input[name=digest-text]");
  await text.fill("");
  await text.press("/");
  await expect(text).toHaveValue("/");
  await expect(explainer.find).toBeHidden();

  await explainer.search();
  await page.keyboard.press("/");
  await expect(explainer.findField).toHaveValue("/");
});

test("no single key but the slash does anything outside a control", async ({ page, explainer }) => {
  await explainer.goto();
  // The figures listen once this is gone.
  await expect(page.locator("#still")).toHaveCount(0);
  // Figures are drawn once more when the browser's guess at the machine is there; keys have no part in that.
  await expect(page.getByRole("button", { name: /^Your machine/ })).toContainText("guessed");
  let before = "";
  await expect
    .poll(async () => {
      const last = before;
      before = await page.locator("main").innerHTML();
      return before === last;
    }, { intervals: [500] })
    .toBe(true);
  const address = page.url();
  for (const key of "abcdefghijklmnopqrstuvwxyz0123456789?.,;-+[]") await page.keyboard.press(key);
  expect(page.url()).toBe(address);
  expect(await page.locator("main").innerHTML()).toBe(before);
  await expect(explainer.find).toBeHidden();
});
