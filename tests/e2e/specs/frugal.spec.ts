import { busybox, busyboxImages, nested } from "../support/images.ts";
import { expect, test } from "../support/fixtures.ts";

// Registries count what is read, and strangers share a small allowance: nothing is asked twice.

test("every document is asked for once, and another machine or view asks for nothing", async ({ page, inspector }) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    const [, document] = /\/v2\/[^/]+\/(.+)$/.exec(request.url()) ?? [];
    if (document) asked.push(document);
  });
  const twice = () => asked.filter((it, n) => asked.indexOf(it) !== n);

  await inspector.goto("/i");
  await inspector.submit("open.test/busybox:1.37");
  await expect(inspector.receiptRow("Config")).toContainText("equal");
  expect(asked).toContain("busybox/manifests/1.37");
  for (const image of busyboxImages()) expect(asked).toContain(`busybox/manifests/${image.digest}`);
  expect(asked, "the root came with the tag's answer").not.toContain(`busybox/manifests/${busybox().digest}`);
  expect(twice(), "from the start page").toEqual([]);

  await inspector.submit("open.test/nested:1");
  await expect(inspector.rows).toHaveCount(4);
  for (const child of nested().children) expect(asked).toContain(`nested/manifests/${child.digest}`);
  expect(twice(), "from one result to the next").toEqual([]);

  const before = asked.filter((it) => it.includes("/manifests/")).length;
  await (await inspector.chooseMachine()).choose(/IBM Z/);
  await expect(inspector.verdict).toContainText("You get entry 2");
  await inspector.tab("Bytes");
  await inspector.tab("Platforms");
  await expect(inspector.rows).toHaveCount(4);
  expect(asked.filter((it) => it.includes("/manifests/")).length).toBe(before);
  expect(twice(), "by another machine and view").toEqual([]);
});

test.describe("a registry that counts", () => {
  // Its manifests below the index are not there.
  test.use({ toleratesFailedRequests: true });

  test("what it says is left stands below the receipt", async ({ page, inspector }) => {
    await inspector.goto("/i/faulty.test/counted:1");
    const left = "faulty.test says: 87 of 100 left, of those allowed in 6 hours, counted for the proxy";
    await expect(page.locator(".receipt-w")).toContainText(left);
  });
});
