import { busybox, single } from "../support/images.ts";
import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

test("pasted JSON is shown without any request", async ({ page, inspector }) => {
  await inspector.goto("/i");
  await page.waitForLoadState("networkidle");
  const requests: string[] = [];
  page.on("request", (request) => {
    // The browser looks at the tab's icon again whenever the title changes.
    if (!request.url().includes("/icons/")) requests.push(request.url());
  });
  await inspector.submit(busybox().bytes.toString());
  await expect(inspector.rows).toHaveCount(8);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("OCI image index");
  await expect(inspector.verdict).toContainText("You get entry");
  await expect(page.getByTitle(busybox().digest).first()).toBeVisible();
  await expect(inspector.receiptRow("Index")).toContainText("computed");
  await expect(inspector.receipt.getByText("equal", { exact: true }), "nothing promised these bytes").toHaveCount(0);
  expect(requests).toEqual([]);
  await page.reload();
  await expect(inspector.rows, "the paste survives a reload of its tab").toHaveCount(8);
});

test("JSON that breaks off shows a caret, a line and a column", async ({ page, inspector }) => {
  await inspector.goto("/i");
  const text = busybox().bytes.toString().slice(0, -40);
  await inspector.submit(text);
  const lines = text.split("\n");
  await expect(inspector.failure.getByRole("heading")).toHaveText("The text stops too early");
  await expect(inspector.failure).toContainText(`Line ${lines.length}, column`);
  await expect(inspector.failure.locator("pre")).toContainText("^");
  expect(await page.getByRole("main").innerText()).not.toMatch(/\binvalid\b/i);
});

test("an error message sets the machine that it names", async ({ page, inspector }) => {
  await inspector.goto("/i");
  await inspector.field.fill("no matching manifest for linux/arm64/v8 in the manifest list entries");
  await expect(inspector.understood).toContainText("Read as an error message.");
  await inspector.field.press("Enter");
  await expect(page).toHaveURL(/host=linux(\/|%2F)arm64(\/|%2F)v8/);
  await expect(inspector.machineChip).toContainText("arm64");
});

test("a pasted manifest and a pasted config are read as far as a paste can be", async ({ page, inspector }) => {
  const manifest = single();
  await inspector.goto("/i");
  await inspector.submit(manifest.bytes.toString());
  await expect(inspector.verdict).toContainText("Every machine gets this one");
  await expect(inspector.verdict).toContainText("a paste has nobody to ask for it");
  const [config] = manifest.blobs;
  await inspector.goto("/i");
  await inspector.submit(config.bytes.toString());
  await expect(page.getByText("Built for")).toBeVisible();
  await expect(page.getByTitle(config.digest).first()).toBeVisible();
});

test("a digest alone says what it lacks", async ({ inspector }) => {
  await inspector.goto("/i");
  await inspector.submit(busybox().digest);
  await expect(inspector.understood).toContainText("A digest alone does not say where to look");
  await expect(inspector.field).toHaveValue(busybox().digest);
});
