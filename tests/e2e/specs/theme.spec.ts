import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false, colorScheme: "light" });

test("the chosen theme is kept over a reload, and Auto follows the system again", async ({ page, inspector }) => {
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await inspector.goto("/i");
  const light = await paper();
  await page.getByRole("radio", { name: "Dark" }).check();
  await expect.poll(paper).not.toBe(light);
  const dark = await paper();

  await page.reload();
  await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();
  expect(await paper()).toBe(dark);

  await page.getByRole("radio", { name: "Auto" }).check();
  await expect.poll(paper).toBe(light);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(paper).toBe(dark);
});
