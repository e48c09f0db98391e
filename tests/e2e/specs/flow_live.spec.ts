import { Player } from "../pages/player.ts";
import { busybox, busyboxImages } from "../support/images.ts";
import { expect, test } from "../support/fixtures.ts";

test("an image of a registry is played with its own digests, for two machines", async ({ page, inspector }) => {
  const player = new Player(page);
  await player.goto("/pull/open.test/busybox:1.37?host=linux/arm/v6");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pull open.test/busybox:1.37");
  await expect(player.root).toContainText("read and verified");
  await expect(player.status).toContainText("linux/arm/v5, is kept");

  await player.toStep("Get your manifest");
  await player.tab("Request");
  const armV5 = busyboxImages()[1];
  await expect(player.root.locator(".f8-body")).toContainText(`/manifests/${armV5.digest}`);
  await player.tab("Response");
  await expect(player.root.locator(".f8-body")).toContainText("Captured");
  await expect(player.root.locator(".f8-body")).toContainText(armV5.digest);

  await player.toStep("Get the index");
  await player.tab("Bytes");
  await expect(player.root.locator(".f8-body")).toContainText(busybox().digest);

  await player.toStep("Choose");
  await (await inspector.chooseMachine()).choose(/IBM Z/);
  await expect(player.status).toContainText("linux/s390x, is kept");
});

test("what is played already was not asked for twice", async ({ page, inspector }) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).pathname.startsWith("/v2/")) asked.push(request.url());
  });
  await inspector.open("open.test/busybox:1.37", "host=linux/s390x");
  await expect(inspector.receiptRow("Config")).toContainText("equal");
  const n = asked.length;
  await page.getByRole("tab", { name: "Pull, played" }).click();
  await expect(new Player(page).status).toContainText("linux/s390x, is kept");
  expect(asked.length).toBe(n);
});

test.describe("a tag that is not there", () => {
  test.use({ toleratesFailedRequests: true });

  test("says so in place of the player", async ({ page, inspector }) => {
    await inspector.goto("/pull/open.test/busybox:no-such-tag");
    await expect(inspector.failure).toContainText("no-such-tag");
    await expect(new Player(page).root).toHaveCount(0);
  });
});
