import { MAIN_PLATFORMS } from "../support/images.ts";
import { expect, test } from "../support/fixtures.ts";

test.describe("the field says what it understood", () => {
  test("of a command: the image, and the machine that it names", async ({ page, inspector }) => {
    await inspector.goto("/i");
    await inspector.field.fill("docker pull --platform linux/s390x open.test/busybox:1.37");
    await expect(inspector.understood).toContainText("Read as");
    await expect(inspector.understood).toContainText("command, set aside");
    await expect(inspector.understood).toContainText("open.test/registry");
    await expect(inspector.understood).toContainText("It also names the machine");
    await inspector.field.press("Enter");
    await expect(inspector.verdict).toContainText("the s390x build");
    expect(new URL(page.url()).searchParams.get("host")).toBe("linux/s390x");
  });

  test("of a Dockerfile line", async ({ inspector }) => {
    await inspector.goto("/i");
    await inspector.submit("FROM open.test/busybox:1.37 AS base");
    await expect(inspector.rows).toHaveCount(MAIN_PLATFORMS.length);
  });

  for (const text of ["nginx", "docker.io/library/nginx:latest", "docker pull nginx", "FROM nginx AS x", "image: nginx", `nginx@sha256:${"a".repeat(64)}`]) {
    test(`of ${text.slice(0, 40)}`, async ({ inspector }) => {
      await inspector.goto("/i");
      await inspector.field.fill(text);
      for (const part of ["docker.io/registry", "library/namespace", "nginxrepository"]) {
        await expect(inspector.understood).toContainText(part);
      }
      await expect(inspector.understood).toContainText(text.includes("@") ? "digest" : ":latesttag");
    });
  }

  test("of a page on Docker Hub, with everything that is implied", async ({ inspector }) => {
    await inspector.goto("/i");
    await inspector.field.fill("https://hub.docker.com/_/nginx");
    for (const part of ["address, set aside", "docker.io/registry, implied", "library/namespace, implied", "nginxrepository", ":latesttag, implied"]) {
      await expect(inspector.understood).toContainText(part);
    }
  });

  test("of a capital letter, with a better spelling to take", async ({ inspector }) => {
    await inspector.goto("/i");
    await inspector.field.fill("Nginx");
    await expect(inspector.understood).toContainText("Did you mean");
    await inspector.understood.getByRole("button", { name: "nginx" }).click();
    await expect(inspector.field).toHaveValue("nginx");
    await expect(inspector.understood).toContainText("Read as");
  });
});

test.describe("what was typed is never lost", () => {
  test("not by opening it", async ({ inspector }) => {
    await inspector.goto("/i");
    const typed = "docker pull open.test/busybox:1.37";
    await inspector.submit(typed);
    await expect(inspector.rows).toHaveCount(MAIN_PLATFORMS.length);
    await expect(inspector.field).toHaveValue(typed);
  });

  test("not by going back and forward", async ({ page, inspector }) => {
    await inspector.goto("/i");
    await inspector.submit("open.test/busybox:1.37");
    await expect(inspector.rows).toHaveCount(MAIN_PLATFORMS.length);
    await inspector.submit("open.test/nested:1");
    await expect(page.getByRole("heading", { level: 1 })).toContainText("nested");
    await page.goBack();
    await expect(inspector.field).toHaveValue("open.test/busybox:1.37");
    await page.goForward();
    await expect(inspector.field).toHaveValue("open.test/nested:1");
  });

  test("not by text that names no image", async ({ page, inspector }) => {
    await inspector.goto("/i");
    await inspector.submit("docker pull");
    await expect(inspector.field).toHaveValue("docker pull");
    await expect(inspector.understood).toContainText("This command names no image.");
    await expect(page).toHaveURL(/\/i$/);
  });
});

test.describe("the start page", () => {
  test("offers ten references and the shipped images", async ({ page, inspector }) => {
    await inspector.goto("/i");
    await expect(page.getByRole("region", { name: "Ten references worth opening" }).getByRole("link")).toHaveCount(10);
    await page.getByRole("link", { name: "registry.test/busybox:1.37" }).click();
    await expect(inspector.rows).toHaveCount(8);
    await expect(page.getByText("Shipped with this site.")).toBeVisible();
  });
});
