import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

test("a figure that is touched before its program arrives answers when it does", async ({ page, explainer }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => { release = resolve; });
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/", { waitUntil: "domcontentloaded" });
  const hosts = explainer.figure("hosts");
  const before = await hosts.words();
  await hosts.root.scrollIntoViewIfNeeded();
  await hosts.choose("set", "amd64");
  await expect(hosts.control("set", "amd64")).toBeChecked();
  release();
  await explainer.awake();
  await expect.poll(() => hosts.words()).not.toBe(before);
  await expect(hosts.control("set", "amd64"), "what the reader chose is not taken back").toBeChecked();
});

test("a button that is pressed before its program arrives is made up for", async ({ page, explainer }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => { release = resolve; });
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/", { waitUntil: "domcontentloaded" });
  const match = explainer.figure("match");
  const button = match.root.locator('button[name="match-read"]:not([aria-disabled="true"])').first();
  await button.scrollIntoViewIfNeeded();
  await button.click();
  await expect(button).toHaveAttribute("data-early", "");
  release();
  await explainer.awake();
  await expect(page).toHaveURL(/match-read=/);
});
