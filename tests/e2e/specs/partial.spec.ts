import { busyboxImages } from "../support/images.ts";
import { expect, test } from "../support/fixtures.ts";

test.use({ toleratesFailedRequests: true });

test("one child that is missing does not hide the rest, and can be asked for again", async ({ page, inspector }) => {
  const missing = busyboxImages()[2];
  const address = `**/v2/open.test/busybox/manifests/${missing.digest}`;
  await page.route(address, (route) => route.fulfill({ status: 404, body: "" }));
  await inspector.open("open.test/busybox:1.37", "host=linux/arm/v7");

  const row = inspector.row("linux/arm/v7");
  await expect(row).toContainText("not read, try again");
  await expect(inspector.rows).toHaveCount(8);
  await expect(page.getByText("not read, try again")).toHaveCount(1);
  await expect(page.getByText(/1 could not be read/)).toBeVisible();
  await expect(inspector.verdict).toContainText("You get entry 5");
  await expect(inspector.verdict).toContainText("Its manifest could not be read, so its size is not known.");

  await page.unroute(address);
  await row.getByRole("button", { name: /not read, try again/ }).click();
  await expect(row).not.toContainText("not read");
  await expect(inspector.receiptRow("Manifest")).toContainText("equal");
});
