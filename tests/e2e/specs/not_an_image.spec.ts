import { expect, test } from "../support/fixtures.ts";

test("a Helm chart says what it is and how to get it", async ({ page, inspector }) => {
  await inspector.open("open.test/chart:0.1.0");
  await expect(page.getByText("A Helm chart. It travels like an image, but no engine runs it.")).toBeVisible();
  await expect(inspector.verdict.getByRole("heading", { level: 2 })).toHaveText("No machine runs this");
  await expect(inspector.verdict).toContainText("helm pull oci://open.test/chart");
});

test("JSON that is no image document says so", async ({ page, inspector }) => {
  await inspector.open("faulty.test/empty:1");
  await expect(page.getByText(/no image document|An image index without any entry/).first()).toBeVisible();
});

test("a document that breaks off shows the place where it does", async ({ inspector }) => {
  await inspector.open("faulty.test/truncated:1");
  await expect(inspector.failure.getByRole("heading")).toHaveText("The text stops too early");
  await expect(inspector.failure).toContainText(/Line \d+, column \d+/);
});
