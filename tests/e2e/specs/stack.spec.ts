import { serious } from "../support/axe.ts";
import { expect, test } from "../support/fixtures.ts";
import { tooWide } from "../support/layout.ts";

// Images that are missing, or on registries that cannot be reached from here, are part of it.
test.use({ toleratesFailedRequests: true });

const COMPOSE = `x-web: &web
  image: open.test/busybox:\${TAG:-1.37}
services:
  web:
    <<: *web
  tool:
    image: open.test/busybox:1.37
    platform: linux/s390x
  gone:
    image: open.test/nothing:1
  build:
    build: .
`;
const TEXT = "Compose file, Dockerfile, Kubernetes YAML or a list of images";

test("a Compose file is read in the page, and its images are compared on machines", async ({ page, inspector }) => {
  await inspector.goto("/i?view=stack&host=linux/arm/v6");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url() + (request.postData() ?? "")));
  await page.getByLabel(TEXT).fill(COMPOSE);
  await page.getByRole("button", { name: "Compare its images" }).click();
  await expect(page.getByText("Read as a Compose file: 3 images are named.")).toBeVisible();
  await expect(page.locator(".stack-p")).toContainText("3 of 3 images read", { timeout: 30_000 });

  const figure = page.locator("#fig-stack");
  const table = figure.getByRole("table").first();
  await expect(table.getByRole("row", { name: /busybox:1\.37/ }).first()).toBeVisible();
  // What was named is told, what could not be read as well, and neither hides the rest.
  await expect(table).toContainText("services.web.image");
  await expect(table).toContainText("asks for linux/s390x");
  await expect(table.getByRole("row", { name: /open\.test\/nothing:1/ })).toContainText("not known");
  await expect(figure.locator("figcaption")).toContainText("One image is not known yet.");
  await expect(page.locator(".stack-c")).toContainText("documents asked for");

  // The address names the images and nothing else of the file; nothing of it went anywhere.
  const url = new URL(page.url());
  expect(url.searchParams.get("stack-images")).toBe("open.test/busybox:1.37,open.test/busybox:1.37;linux/s390x,open.test/nothing:1");
  expect(asked.filter((it) => it.includes("services") || it.includes("TAG"))).toEqual([]);
  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  await expect(page.locator(".stack-p")).toContainText("3 of 3 images read", { timeout: 30_000 });
});

test("a file pasted into the field opens as a stack; a Dockerfile needs no worker", async ({ page, inspector }) => {
  await inspector.goto("/i");
  await inspector.field.fill("FROM open.test/busybox:1.37 AS base\nFROM open.test/busybox:1.37\nCOPY --from=base /bin /bin\n");
  await page.getByRole("button", { name: "Inspect" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Will my stack run on …?" })).toBeVisible();
  await expect(page.locator(".stack")).toContainText("Read as a Dockerfile");
  await expect(page.locator(".stack-p")).toContainText("1 of 1 images read");
});

test("objects of Kubernetes are read with every container that they name", async ({ page, inspector }) => {
  await inspector.goto("/i");
  await inspector.field.fill(`apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    spec:
      initContainers:
        - { name: wait, image: "open.test/busybox:1.37" }
      containers:
        - { name: app, image: "open.test/nothing:1" }
---
apiVersion: v1
kind: Pod
metadata: { name: one }
spec: { containers: [{ name: only, image: "open.test/busybox:1.37" }] }
`);
  await page.getByRole("button", { name: "Inspect" }).click();
  await expect(page.locator(".stack")).toContainText("Read as objects of Kubernetes: 3 images are named.");
  await expect(page.locator(".stack-p")).toContainText("2 of 2 images read", { timeout: 30_000 });
  await expect(page.locator("#fig-stack")).toContainText("Deployment/web");
});

test("YAML that breaks off says where, and keeps what was typed", async ({ page, inspector }) => {
  await inspector.goto("/i?view=stack");
  const broken = "services:\n  web:\n    image: nginx:1.27\n   bad: [1\n";
  await page.getByLabel(TEXT).fill(broken);
  await page.getByRole("button", { name: "Compare its images" }).click();
  await expect(page.locator(".stack-t")).toContainText(/Line [345]/);
  await expect(page.getByLabel(TEXT)).toHaveValue(broken);
});

test("the matrix is taken along as Markdown, CSV and JSON, by another client", async ({ page, inspector }) => {
  await inspector.goto("/i?view=stack&stack-images=open.test/busybox:1.37&host=linux/arm/v6");
  await expect(page.locator(".stack-p")).toContainText("1 of 1 images read", { timeout: 30_000 });
  const figure = page.locator("#fig-stack");
  await expect(figure.locator("figcaption")).toContainText("The image has something for linux/arm/v6.");
  await figure.getByRole("combobox", { name: "Client" }).selectOption("crane");
  await expect(figure.locator("figcaption")).toContainText("1 of 1 has nothing for linux/arm/v6");
  await page.getByRole("button", { name: "Markdown" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("| open.test/busybox:1.37 | nothing |");
  expect(copied, "what is copied is what the figure shows now").toContain("rules of go-containerregistry");
  for (const [name, file] of [["CSV", "tagprism-stack.csv"], ["JSON", "tagprism-stack.json"]] as const) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name, exact: true }).click()]);
    expect(download.suggestedFilename()).toBe(file);
  }
  await page.getByRole("button", { name: "Read sizes" }).click();
  await expect(figure.getByRole("row", { name: /^Download/ }).first()).toContainText(/[kM]B/);
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [360, 1440]) {
    test.describe(`${colorScheme}, ${width} pixels`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } });

      test("the stack is accessible and fits", async ({ page, inspector }) => {
        await inspector.goto("/i?view=stack&stack-images=open.test/busybox:1.37,open.test/nothing:1&host=linux/arm/v6");
        await expect(page.locator(".stack-p")).toContainText("2 of 2 images read", { timeout: 30_000 });
        expect(await serious(page)).toEqual([]);
        expect(await tooWide(page)).toBe("");
      });
    });
  }
}

test("what is missing is looked for under other tags, when somebody asks", async ({ page, inspector }) => {
  await inspector.goto("/i?view=stack&stack-images=open.test/moved-on:1.0,open.test/arm64-only:1&host=linux/arm64");
  await expect(page.locator(".stack-p")).toContainText("2 of 2 images read", { timeout: 30_000 });
  const before = Number(/^(\d+) documents/.exec((await page.locator(".stack-c").textContent()) ?? "")?.[1]);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname.replace(/^\/v2\/[^/]+\//, "")));
  await page.getByRole("button", { name: "Look for other tags that have what is missing" }).click();
  const row = page.locator("#fig-stack").getByRole("row", { name: /open\.test\/moved-on:1\.0/ }).first();
  await expect(row).toContainText("other tags have it");
  // The nearest version first, each a link to its own page.
  await expect(row.getByRole("link")).toHaveText(["open.test/moved-on:1.0", "open.test/moved-on:1.1", "open.test/moved-on:2.0"]);
  // Only the image that lacks something is asked about: its tags, then two of them; and that is counted.
  expect(asked).toEqual(["moved-on/tags/list", "moved-on/manifests/1.1", "moved-on/manifests/2.0"]);
  await expect(page.locator(".stack-c")).toContainText(`${before + 3} documents asked for`);
});
