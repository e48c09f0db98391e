import type { FigureName } from "../pages/explainer.ts";
import { Inspector } from "../pages/inspector.ts";
import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

// The figures that can speak about a machine. The digests of figure 4 are the same on every machine.
const SPEAK: FigureName[] = ["hosts", "encode", "loader", "match", "ask", "build", "windows", "sizes"];

test("a machine that is chosen once is the machine of every figure, of the address and of the inspector", async ({ page, explainer }) => {
  await explainer.goto("?host=linux/amd64");
  const before = new Map<FigureName, string>();
  const says = async (name: FigureName) => `${await explainer.figure(name).words()} ${await explainer.figure(name).stage.textContent()}`;
  for (const name of SPEAK) before.set(name, await says(name));
  await page.evaluate(() => { document.documentElement.dataset.sameDocument = "yes"; });

  await explainer.chooseMachine(/IBM Z/);
  expect(explainer.query().get("host")).toBe("linux/s390x");
  for (const name of SPEAK) {
    const figure = explainer.figure(name);
    await figure.root.scrollIntoViewIfNeeded();
    await expect.soft(async () => {
      const words = await says(name);
      expect(words, name).toMatch(/s390x|IBM Z/);
      expect(words, `${name} says something else than before`).not.toBe(before.get(name));
    }, name).toPass({ timeout: 5_000 });
  }
  await expect(page.locator("html"), "without a reload").toHaveAttribute("data-same-document", "yes");

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Inspect" }).click();
  const inspector = new Inspector(page);
  await expect(inspector.field).toBeVisible({ timeout: 30_000 });
  await expect(inspector.machineChip).toContainText("s390x");
});

test("Back brings the machine before back, in the figures as well", async ({ page, explainer }) => {
  await explainer.goto("?host=linux/amd64");
  const hosts = explainer.figure("hosts");
  const before = await hosts.words();
  await explainer.chooseMachine(/IBM Z/);
  await hosts.root.scrollIntoViewIfNeeded();
  await expect.poll(() => hosts.words()).not.toBe(before);
  await page.goBack();
  await expect(explainer.machineChip).toContainText("amd64");
  await hosts.root.scrollIntoViewIfNeeded();
  await expect.poll(() => hosts.words()).toBe(before);
});
