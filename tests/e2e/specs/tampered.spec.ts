import type { Route } from "@playwright/test";
import { busybox, busyboxImages } from "../support/images.ts";
import { expect, test } from "../support/fixtures.ts";

/** Passes an answer on with one byte changed, as a broken cache or a liar in between would. */
async function changeOneByte(route: Route): Promise<void> {
  const response = await route.fetch();
  const body = await response.body();
  const at = body.indexOf("schemaVersion");
  body[at] = "S".charCodeAt(0);
  await route.fulfill({ response, body });
}

test("a child with one changed byte turns red, and the others stay right", async ({ page, inspector }) => {
  const victim = busyboxImages()[1];
  await page.route(`**/v2/open.test/busybox/manifests/${victim.digest}`, changeOneByte);
  await inspector.open("open.test/busybox:1.37", "host=linux/arm/v5");

  await expect(inspector.row("linux/arm/v5")).toContainText("wrong bytes");
  await expect(inspector.receiptRow("Manifest")).toContainText("different: not used");
  const signal = inspector.receiptRow("Manifest").getByText("different: not used");
  const plain = inspector.receiptRow("Index").getByText(/^(computed|equal)/);
  const color = (element: Element) => getComputedStyle(element).color;
  expect(await signal.evaluate(color)).not.toBe(await plain.evaluate(color));

  await expect(inspector.row("linux/amd64")).not.toContainText("wrong bytes");
  await expect(page.getByText("wrong bytes")).toHaveCount(1);
  await expect(page.getByText(/1 could not be read/)).toBeVisible();
  await expect(inspector.verdict).toContainText("Its manifest is not what the digest promises.");
});

test("a root that is not what its digest promises is not shown as an image", async ({ page, inspector }) => {
  const { digest } = busybox();
  await page.route(`**/v2/open.test/busybox/manifests/${digest}`, changeOneByte);
  await inspector.open(`open.test/busybox@${digest}`);
  await expect(inspector.failure.getByRole("heading")).toHaveText("These bytes are not what the digest promises");
  await expect(inspector.failure).toContainText("They differ.");
  await expect(inspector.table).toHaveCount(0);
  await page.unrouteAll();
  await page.getByRole("button", { name: "Ask again" }).click();
  await expect(inspector.rows).toHaveCount(8);
});

test("a registry that claims another digest for a tag is caught", async ({ page, inspector }) => {
  await page.route("**/v2/open.test/busybox/manifests/1.37", changeOneByte);
  await inspector.open("open.test/busybox:1.37");
  await expect(page.getByText(`Computed here. The registry claimed ${busybox().digest}`)).toBeVisible();
});
