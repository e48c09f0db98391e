import { Inspector } from "../pages/inspector.ts";
import { expect, test } from "../support/fixtures.ts";

// The registry of the figures' images is out of reach here, which the inspector says.
test.use({ needsRegistry: false, toleratesFailedRequests: true });

test("from a figure to the same image in the inspector, on the same machine, and back", async ({ page, explainer }) => {
  await explainer.goto("?host=linux/arm/v6");
  const match = explainer.figure("match");
  await match.root.scrollIntoViewIfNeeded();
  await match.change();
  const words = await match.words();
  await match.root.getByRole("link", { name: "Inspect it live" }).click();
  const inspector = new Inspector(page);
  await expect(inspector.field).toHaveValue(/nginx/, { timeout: 30_000 });
  await expect(inspector.machineChip, "a machine from a link goes with the reader").toContainText("arm/v6");
  await page.goBack();
  await explainer.awake();
  await match.root.scrollIntoViewIfNeeded();
  await expect.poll(() => match.words()).toBe(words);
});
