import { addresses } from "../support/addresses.ts";
import { busybox, MAIN_PLATFORMS } from "../support/images.ts";
import { expect, test } from "../support/fixtures.ts";

test("a registry that asks for a token is read without an account", async ({ page, inspector }) => {
  await inspector.goto("/i");
  await inspector.submit("token.test/busybox:1.37");
  await expect(inspector.rows).toHaveCount(MAIN_PLATFORMS.length);
  await expect(page.getByTitle(busybox().digest).first()).toBeVisible();
  await expect(inspector.receiptRow("Manifest")).toContainText("equal");
});

test.describe("what the token server keeps private", () => {
  test.use({ toleratesFailedRequests: true });

  test("is said to be private", async ({ inspector }) => {
    await inspector.open("token.test/private/app:1");
    await expect(inspector.failure.getByRole("heading")).toHaveText("token.test does not show token.test/private/app:1 to strangers");
  });
});

test("the registry's own host and port lead to the entry that the operator declared", async ({ page, inspector }) => {
  const reference = `${addresses().openHost}/busybox:1.37`;
  await inspector.goto("/i");
  await inspector.submit(reference);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(reference);
  await expect(inspector.rows).toHaveCount(MAIN_PLATFORMS.length);
});

test("a reference by digest is a proof from the first byte", async ({ inspector }) => {
  const { digest } = busybox();
  await inspector.open(`open.test/busybox@${digest}`);
  await expect(inspector.rows).toHaveCount(MAIN_PLATFORMS.length);
  await expect(inspector.receiptRow("Index")).toContainText("the reference");
  await expect(inspector.receiptRow("Index")).toContainText("equal");
  await expect(inspector.receiptRow("Tag")).toHaveCount(0);
});
