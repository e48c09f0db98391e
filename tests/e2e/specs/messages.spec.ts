import { serious } from "../support/axe.ts";
import { expect, test } from "../support/fixtures.ts";
import { tooWide } from "../support/layout.ts";

// What people paste when something failed: the answer is about that image, on that machine, and says what to do.

test("a message that names image and machine is confirmed, and says what would help", async ({ page, inspector }) => {
  await inspector.goto("/i");
  await inspector.submit(
    "docker pull open.test/moved-on:1.0\nError response from daemon: no matching manifest for linux/arm64/v8 in the manifest list entries",
  );
  await expect(inspector.verdict).toContainText("This is what your message says");
  await expect(inspector.machineChip).toContainText("from your message");
  const told = page.getByRole("complementary", { name: "Your message" });
  await expect(told.getByRole("link", { name: "What it means, and what to do" })).toHaveAttribute("href", /#error-no-matching-manifest$/);
  // A server has no emulator, and one platform alone would take the place of what is there.
  await expect(inspector.verdict).toContainText("binfmt --install amd64");
  await expect(inspector.verdict).toContainText("docker buildx build --platform linux/amd64,linux/arm64 --tag NAME --push .");
  await inspector.verdict.getByRole("button", { name: "Look for another tag" }).click();
  const links = inspector.verdict.getByRole("listitem").getByRole("link");
  await expect(links).toHaveText(["open.test/moved-on:1.1", "open.test/moved-on:2.0"]);
  await links.first().click();
  await expect(inspector.verdict).toContainText("You get entry 1");
  await expect(told, "another image has nothing to do with the message").toBeHidden();
});

test("a message that names no machine does not pass the reader's own for it", async ({ page, inspector }) => {
  await inspector.goto("/i?host=linux/s390x");
  await inspector.submit(
    'Failed to pull image "open.test/amd64-only:1": rpc error: code = NotFound desc = failed to pull and unpack image "open.test/amd64-only:1": no match for platform in manifest: not found',
  );
  const told = page.getByRole("complementary", { name: "Your message" });
  await expect(told).toContainText("It does not say on which machine that was");
  await expect(inspector.verdict).toContainText("Not what your message says");
  await told.getByRole("button", { name: "Choose the machine" }).click();
  const box = page.getByRole("dialog", { name: "Which machine asks?" });
  await box.getByRole("radio", { name: /^AWS Graviton4 or 5/ }).check();
  await page.keyboard.press("Escape");
  await expect(inspector.verdict).toContainText("This is what your message says");
  await expect(told).not.toContainText("It does not say on which machine");
  expect(await serious(page)).toEqual([]);
  // Going back to the machine that nobody named is no choice of it.
  await page.goBack();
  await expect(told).toContainText("It does not say on which machine that was");
  await page.goForward();
  await expect(inspector.verdict).toContainText("This is what your message says");
  await page.reload();
  await expect(inspector.verdict).toContainText("This is what your message says");
  await told.getByRole("button", { name: "Leave it aside" }).click();
  await expect(told).toBeHidden();
  expect(new URL(page.url()).searchParams.has("message")).toBe(false);
});

test("a message that names no image asks for it, and is kept until it is named", async ({ page, inspector }) => {
  await inspector.goto("/i");
  await inspector.submit("exec /usr/local/bin/docker-entrypoint.sh: exec format error");
  const told = page.getByRole("complementary", { name: "Your message" });
  await expect(told).toContainText("Which image was it?");
  await inspector.submit("open.test/single:1");
  await expect(told).toContainText("The kernel could not run the program");
  await expect(told).not.toContainText("Which image was it?");
});

test("an image without an index says what helps on the machine that was chosen", async ({ inspector }) => {
  await inspector.open("open.test/single:1", "host=linux/arm64/v8&machine=apple-silicon");
  await expect(inspector.verdict).toContainText("Your machine runs it under emulation.");
  await expect(inspector.verdict).toContainText("Docker Desktop runs it under Rosetta or QEMU");
  await expect(inspector.verdict).toContainText("docker run --platform linux/amd64 open.test/single:1");
  await expect(inspector.verdict).not.toContainText("binfmt");
  await inspector.open("open.test/single:1", "host=linux/arm64/v8&machine=graviton-4");
  await expect(inspector.verdict).toContainText("binfmt --install amd64");
});

test("Windows is told by its release, with what its isolation allows", async ({ inspector }) => {
  await inspector.open("open.test/windows:1", "host=windows(10.0.14393)/amd64");
  await expect(inspector.verdict).toContainText("has nothing for Windows Server 2016 (10.0.14393)");
  await inspector.open("open.test/windows:1", "host=windows(10.0.26100)/amd64");
  await expect(inspector.verdict).toContainText("is of build 10.0.26100.33438, which this host accepts");
});

test("a very long index is drawn in part, with the entry that is picked", async ({ page, inspector }) => {
  const manifests = Array.from({ length: 150 }, (_, n) => ({
    mediaType: "application/vnd.oci.image.manifest.v1+json", size: 500, digest: `sha256:${n.toString(16).padStart(64, "0")}`,
    platform: n === 140 ? { os: "linux", architecture: "s390x" } : { os: "linux", architecture: `made${n}` },
  }));
  await inspector.goto("/i?host=linux/s390x");
  await inspector.submit(JSON.stringify({ schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json", manifests }));
  await expect(inspector.verdict).toContainText("You get entry 141");
  await expect(inspector.rows).toHaveCount(101);
  await page.getByRole("button", { name: "Draw all" }).click();
  await expect(inspector.rows).toHaveCount(150);
});

for (const width of [360, 1440]) {
  test.describe(`${width} pixels`, () => {
    test.use({ viewport: { width, height: 900 } });

    test("the strip fits", async ({ page, inspector }) => {
      await inspector.goto("/i/open.test/single:1?message=exec-format-error");
      await expect(page.getByRole("complementary", { name: "Your message" })).toBeVisible();
      expect(await tooWide(page)).toBe("");
    });
  });
}
