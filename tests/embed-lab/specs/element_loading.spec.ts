import { expect, figure, SCRIPT, test } from "../support/element.ts";

const FALLBACK = '<a href="SITE/">What the author wrote</a>';

test("what the author wrote stands until the figure is there", async ({ page, host }) => {
  await host.open(`<tag-prism figure="match">${FALLBACK}</tag-prism>`);
  await expect(page.getByText("What the author wrote")).toBeVisible();
  await page.addScriptTag({ url: `${await page.locator("a").evaluate((it) => (it as HTMLAnchorElement).origin)}/embed.js` });
  await figure(page);
  await expect(page.getByText("What the author wrote")).toBeHidden();
});

test("what the author wrote comes back when the figure does not start", async ({ page, host }) => {
  await host.open(`<tag-prism figure="broken">${FALLBACK}</tag-prism>`, {
    head: `<script>addEventListener("tagprism-error", (event) => { document.title = event.detail.message; });</script>${SCRIPT}`,
  });
  await expect(page).toHaveTitle("the program of this figure could not start");
  await expect(page.getByText("What the author wrote")).toBeVisible();
  await expect(page.locator("tag-prism iframe")).toHaveCount(0);
});

test("with nothing to fall back to, the page of a figure without program stays", async ({ page, host }) => {
  await host.open('<tag-prism figure="broken"></tag-prism>', {
    head: `<script>addEventListener("tagprism-error", (event) => { document.title = event.detail.message; });</script>${SCRIPT}`,
  });
  await expect(page).toHaveTitle("the program of this figure could not start");
  await expect(page.frameLocator("tag-prism iframe").getByText("A figure called broken")).toBeVisible();
});

test("a page that does not answer is an error", async ({ page, host }) => {
  await page.clock.install();
  await host.open(`<tag-prism figure="silent">${FALLBACK}</tag-prism>`, {
    head: `<script>addEventListener("tagprism-error", (event) => { document.title = event.detail.message; });</script>${SCRIPT}`,
  });
  await page.waitForLoadState("networkidle");
  await expect(page.locator("tag-prism iframe")).toHaveCount(1);
  await page.clock.runFor(11_000);
  await expect(page).toHaveTitle("the figure does not answer");
  await expect(page.getByText("What the author wrote")).toBeVisible();
});

test("a wrong base or figure is an error and opens no frame", async ({ page, host }) => {
  await host.open('<tag-prism figure="match" base="javascript:alert(1)//"></tag-prism><tag-prism figure="../x"></tag-prism>', {
    head: `<script>window.errors = []; addEventListener("tagprism-error", (event) => errors.push(event.detail.message));</script>${SCRIPT}`,
  });
  await expect.poll(() => page.evaluate(() => (window as unknown as { errors: string[] }).errors.length)).toBe(2);
  await expect(page.locator("tag-prism iframe")).toHaveCount(0);
});

test("loading=click loads nothing before the button is pressed", async ({ page, host, stub }) => {
  await host.open(`<tag-prism figure="match" loading="click">${FALLBACK}</tag-prism>${SCRIPT}`);
  const button = page.getByRole("button", { name: "Explore" });
  await button.hover();
  await expect(page.locator('link[rel="preconnect"]')).toHaveAttribute("href", `${stub.origin}/`);
  expect(stub.takeHits().map((hit) => hit.path)).toEqual(["/embed.js"]);
  await button.focus();
  await page.keyboard.press("Enter");
  await figure(page);
  await expect(button).toHaveCount(0);
  await expect(page.locator("tag-prism iframe")).toBeFocused();
});

test("loading=lazy waits until the figure is near", async ({ page, host, stub }) => {
  await host.open(`<div style="height:9000px"></div><tag-prism figure="match" loading="lazy"></tag-prism>${SCRIPT}`);
  await expect(page.locator("tag-prism iframe")).toHaveCount(1);
  await page.waitForLoadState("networkidle");
  expect(stub.takeHits().map((hit) => hit.path)).toEqual(["/embed.js"]);
  await page.locator("tag-prism").scrollIntoViewIfNeeded();
  await figure(page);
});

test("attributes are the figure's parameters, and those of frameworks are not", async ({ page, host }) => {
  await host.open(`<tag-prism figure="match" image="nginx:latest" host="linux/arm64/v8" view="tree" loop class="x" id="y" data-v-1 aria-label="z"></tag-prism>${SCRIPT}`);
  const frame = await figure(page);
  expect(Object.fromEntries(new URL(frame.url()).searchParams)).toEqual({
    image: "nginx:latest", host: "linux/arm64/v8", view: "tree", loop: "1", theme: "light",
  });
  const iframe = page.locator("tag-prism iframe");
  await expect(iframe).toHaveAttribute("title", "Tagprism: match, nginx:latest");
  await expect(iframe).toHaveAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox");
  await expect(iframe).toHaveAttribute("referrerpolicy", "strict-origin");
  await expect(iframe).toHaveAttribute("allow", "clipboard-write; fullscreen");
});

test("a site in a folder is found by the script's own address or by base", async ({ page, host, stub }) => {
  await host.open(`<tag-prism figure="match" base="SITE"></tag-prism><script type="module">import "SITE/embed.js";</script>`);
  const frame = await figure(page);
  expect(frame.url()).toContain(`${stub.origin}/embed/match?`);
});

test("a strict policy needs two lines and nothing inline", async ({ page, host, complaints }) => {
  await host.open(`<tag-prism figure="match"></tag-prism>${SCRIPT}`, { policy: "default-src 'none'; script-src SITE; frame-src SITE" });
  await figure(page);
  expect(complaints).toEqual([]);
});

test("loading the script twice does nothing", async ({ page, host, complaints }) => {
  await host.open(`<tag-prism figure="match"></tag-prism>${SCRIPT}${SCRIPT}<script type="module" src="SITE/embed.js"></script>`);
  await figure(page);
  await page.waitForLoadState("networkidle");
  await expect(page.locator("tag-prism iframe")).toHaveCount(1);
  expect(complaints).toEqual([]);
});
