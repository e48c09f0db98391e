import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the page says what it needs and how to do without", async ({ page }) => {
    await page.goto("/i");
    // Locators by text pass over everything inside <noscript>.
    const note = page.locator("noscript > div");
    await expect(note).toBeVisible();
    await expect(note).toContainText("it needs JavaScript and WebAssembly");
    await expect(note).toContainText("docker buildx imagetools inspect nginx");
    await expect(page.getByText("The inspector is starting"), "nothing is on its way").toBeHidden();
  });
});

test("a program that does not arrive is said to be missing, not awaited for ever", async ({ context }) => {
  // A page of its own: what fails here is meant to fail.
  const page = await context.newPage();
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto("/i");
  await expect(page.getByText("The inspector has not started.")).toBeVisible();
  await expect(page.getByText("docker buildx imagetools inspect nginx").first()).toBeVisible();
  await expect(page.getByText("The inspector is starting")).toBeHidden();
});
