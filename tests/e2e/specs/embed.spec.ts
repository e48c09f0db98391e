import { Frame } from "../pages/frame.ts";
import { addresses } from "../support/addresses.ts";
import { serious } from "../support/axe.ts";
import { expect, test } from "../support/fixtures.ts";
import { tooWide } from "../support/layout.ts";

test.use({ needsRegistry: false });

const NAMES = ["hosts", "encode", "loader", "digest", "match", "ask", "build", "pull", "push", "windows", "sizes", "inspect"];
const at = (path: string) => `${addresses().site}/embed/${path}`;

for (const name of NAMES) {
  test(`${name} stands in a sandbox, says hello with its height, and asks nobody but the site`, async ({ page }) => {
    const frame = new Frame(page);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await frame.open(at(`${name}?id=first`));
    await expect.poll(() => frame.last("hello")).toMatchObject({ id: "first", figure: name });
    const height = (await frame.last("hello"))?.height ?? 0;
    expect(height).toBeGreaterThan(200);
    // No registry, and no look for one.
    expect(asked.filter((path) => path.startsWith("/v2/") || path.endsWith("config.json"))).toEqual([]);
    expect(await page.context().cookies()).toEqual([]);
  });
}

test("what the reader does changes the way to the whole page, and never the address of the frame", async ({ page }) => {
  const frame = new Frame(page);
  const address = at("match?host=linux/arm64&emit=1");
  await frame.open(address);
  expect((await frame.full()).hash).toBe("#fig-match");
  await frame.inside.getByRole("radio", { name: "strict" }).check({ force: true });
  await expect.poll(async () => (await frame.full()).searchParams.get("match-rule")).toBe("strict");
  expect((await frame.full()).searchParams.get("host")).toBe("linux/arm64");
  await expect.poll(async () => (await frame.last("state"))?.query).toBe("rule=strict&host=linux/arm64&emit=1");
  expect(frame.address()).toBe(address);

  // The link shows what the frame shows.
  await page.goto((await frame.full()).href);
  await expect(page.locator("#fig-match input[name=match-rule][value=strict]")).toBeChecked();
});

test("the page around changes machine, theme and step, within what an address may say", async ({ page }) => {
  const frame = new Frame(page);
  await frame.open(at("pull?host=linux/arm64/v8&step=3"));
  const caption = frame.inside.locator("#fig-pull figcaption");
  await expect(caption).toContainText("Step 3 of 14");
  await frame.tell({ type: "set", step: 8 });
  await expect(caption).toContainText("Step 8 of 14");
  await frame.tell({ type: "set", step: 9999, host: "linux/s390x" });
  await expect(caption).toContainText("Step 14 of 14");
  await expect.poll(async () => (await frame.full()).searchParams.get("host")).toBe("linux/s390x");
  await frame.tell({ type: "set", theme: "dark" });
  await expect(frame.inside.locator("html")).toHaveAttribute("data-theme", "dark");
  await frame.tell({ type: "set", theme: "<script>", step: "NaN", host: "\u0000", image: "javascript:alert(1)" });
  await expect(frame.inside.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("strangers have no say", async ({ page }) => {
  const frame = new Frame(page);
  await frame.open(at("pull?host=linux/arm64/v8&step=3"));
  await expect(frame.inside.locator("#fig-pull figcaption")).toContainText("Step 3 of 14");
  await page.evaluate(() => {
    const stranger = document.createElement("iframe");
    document.body.append(stranger);
    const script = stranger.contentDocument?.createElement("script");
    if (!script) return;
    script.textContent = `parent.frames[0].postMessage({ source: "tagprism", v: 1, type: "set", step: 9 }, "*")`;
    stranger.contentDocument?.body.append(script);
  });
  await frame.tell({ type: "ping" });
  await expect.poll(async () => (await frame.said()).filter((it) => it.type === "hello").length).toBeGreaterThan(1);
  await expect(frame.inside.locator("#fig-pull figcaption")).toContainText("Step 3 of 14");
});

test("an image that ships with the site is shown, another one only on request", async ({ page }) => {
  const frame = new Frame(page);
  await frame.open(at("inspect?image=registry.test/busybox:1.37&host=linux/arm/v6"));
  await expect(frame.inside.getByRole("heading", { level: 1 })).toContainText("busybox");
  await expect.poll(async () => (await frame.full()).pathname).toBe("/i/registry.test/busybox:1.37");
  expect((await frame.full()).searchParams.get("from")).toBe("sample");

  await frame.tell({ type: "set", image: "registry.test/nowhere:1" });
  await expect(frame.inside.getByRole("button", { name: "Read it from its registry" })).toBeVisible();
});

test("hostile parameters are harmless", async ({ page }) => {
  const frame = new Frame(page);
  const hostile = encodeURIComponent('"><img src=x onerror=alert(1)>');
  for (const path of [`match?image=${hostile}&host=${hostile}&read=-5`, `inspect?image=${hostile}`, `pull?step=1e9&id=${hostile}&theme=${hostile}&accent=fbfaf6`]) {
    await frame.open(at(path));
    await expect(frame.inside.locator("img")).toHaveCount(0);
    expect((await frame.full()).origin).toBe(addresses().site);
  }
});

test("fewer controls, no paper, less motion: as the author asked", async ({ page }) => {
  const frame = new Frame(page);
  await frame.open(at("pull?controls=none&bg=transparent&motion=reduce"));
  await expect(frame.inside.locator("#fig-pull .bar")).toBeHidden();
  await expect(frame.inside.locator("#fig-pull .is-whole")).toBeVisible();
  await frame.open(at("match?fit=both&controls=none"));
  await expect(frame.inside.locator("#fig-match .bar")).toBeHidden();
  await expect.poll(async () => (await frame.said()).filter((it) => it.context === "iframe.resize").length).toBe(0);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("every embed is a finished picture with a table and a way to the whole page", async ({ page }) => {
    for (const name of NAMES) {
      await page.goto(at(name));
      await expect(page.locator("table").first(), name).toBeAttached();
      await expect(page.locator("#full"), name).toHaveAttribute("target", "_blank");
    }
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [320, 720]) {
    test.describe(`${colorScheme}, ${width} pixels`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } });

      test("embeds are accessible and fit", async ({ page }) => {
        test.setTimeout(180_000);
        for (const name of NAMES) {
          await page.goto(at(name));
          await expect(page.locator("html[data-runs]")).toBeAttached({ timeout: 30_000 });
          expect.soft(await serious(page), name).toEqual([]);
          expect.soft(await tooWide(page), name).toBe("");
        }
      });
    });
  }
}

test("what is asked for before the program runs is done when it does", async ({ page }) => {
  const frame = new Frame(page);
  await page.route("**/*.wasm", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  const opened = frame.open(at("match"));
  await expect.poll(() => frame.last("hello").catch(() => undefined)).toBeTruthy();
  await frame.tell({ type: "set", host: "linux/s390x", rule: "strict" });
  await opened;
  await expect(frame.inside.locator("#fig-match figcaption")).toContainText("s390x");
  await expect.poll(async () => (await frame.full()).searchParams.get("match-rule")).toBe("strict");
});
