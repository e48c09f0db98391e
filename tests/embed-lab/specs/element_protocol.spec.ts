import { expect, figure, frameHeight, SCRIPT, test } from "../support/element.ts";

test("two on a page do not disturb each other", async ({ page, host }) => {
  await host.open(`<tag-prism figure="match"></tag-prism><tag-prism figure="pull"></tag-prism>${SCRIPT}`);
  const [first, second] = [await figure(page), await figure(page, 1)];
  const before = await frameHeight(page, 1);
  await first.getByRole("button", { name: "More" }).click();
  await first.getByRole("button", { name: "Next" }).click();
  await expect(first.getByRole("status")).toHaveText("step 1");
  await expect.poll(() => frameHeight(page)).toBeGreaterThan(before);
  expect(await frameHeight(page, 1)).toBe(before);
  await expect(second.getByRole("status")).toHaveText("step 0");
});

test("a message from another window changes nothing", async ({ page, host }) => {
  await host.open(`<tag-prism figure="match"></tag-prism>
    <iframe id="other" srcdoc="<script>for (const type of ['hello', 'resize', 'error', 'state']) parent.postMessage({ source: 'tagprism', v: 1, type, height: 7, message: 'no', query: '', href: '' }, '*'); parent.postMessage('forged', '*')</script>"></iframe>
    <script>window.seen = []; for (const name of ["state", "error"]) addEventListener("tagprism-" + name, () => seen.push(name));
    window.forged = new Promise((done) => addEventListener("message", (event) => event.data === "forged" && done()));</script>${SCRIPT}`);
  await figure(page);
  await page.evaluate(() => {
    const other = document.getElementById("other") as HTMLIFrameElement;
    other.srcdoc += " ";
    window.postMessage({ source: "tagprism", v: 1, type: "resize", height: 9 }, "*");
    return (window as unknown as { forged: Promise<void> }).forged;
  });
  expect(await frameHeight(page)).toBeGreaterThan(200);
  expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([]);
  await expect(page.locator("#other")).not.toHaveAttribute("style");
});

test("heights that are no heights are ignored and others are bounded", async ({ page, host }) => {
  await host.open(`<tag-prism figure="match"></tag-prism>${SCRIPT}`);
  const frame = await figure(page);
  const before = await frameHeight(page);
  const say = (height: unknown) => frame.evaluate((it) => parent.postMessage({ source: "tagprism", v: 1, type: "resize", height: it }, "*"), height);
  for (const height of [0, -5, "700", null, Number.NaN]) await say(height);
  await say(1e9);
  await expect.poll(() => frameHeight(page)).toBe(20_000);
  await say(before);
  await expect.poll(() => frameHeight(page)).toBe(before);
});

test("set reaches the figure, also when it is called before the figure is there", async ({ page, host }) => {
  await host.open(`<tag-prism figure="match"></tag-prism>`, { head: `<script src="SITE/embed.js"></script>` });
  await page.evaluate(() => {
    const element = document.createElement("tag-prism") as HTMLElement & { set(values: object): void };
    element.setAttribute("figure", "pull");
    document.body.append(element);
    element.set({ step: 4, loop: true, strange: {} });
  });
  const frame = await figure(page, 1);
  await expect(frame.getByRole("status")).toHaveText("step 4");
  expect(JSON.parse(await frame.evaluate(() => document.documentElement.dataset.set ?? ""))).toEqual({ source: "tagprism", v: 1, type: "set", step: 4, loop: 1 });
  await page.locator("tag-prism").nth(1).evaluate((it) => it.setAttribute("step", "6"));
  await expect(frame.getByRole("status")).toHaveText("step 6");
});

test("with emit the state and the address of the full version are told", async ({ page, host, stub }) => {
  await host.open(`<tag-prism figure="match" emit></tag-prism><tag-prism figure="pull"></tag-prism>
    <script>window.states = []; addEventListener("tagprism-state", (event) => states.push(event.detail));</script>${SCRIPT}`);
  await figure(page);
  const silent = await figure(page, 1);
  const frame = await figure(page);
  await silent.getByRole("button", { name: "Next" }).click();
  await frame.getByRole("button", { name: "Next" }).click();
  const states = () => page.evaluate(() => (window as unknown as { states: object[] }).states);
  await expect.poll(async () => (await states()).at(-1)).toEqual({ query: "step=1", href: `${stub.origin}/?step=1#match` });
  expect(await states()).not.toContainEqual(expect.objectContaining({ href: `${stub.origin}/?step=1#pull` }));
  expect(frame.url()).not.toContain("step");
});

test("an id comes back in every message, and CMSes hear the height in their own words", async ({ page, host }) => {
  await host.open(`<script>window.heard = []; addEventListener("message", (event) => heard.push(event.data));</script><iframe src="SITE/embed/match?id=a%20b" width="600" title="A figure"></iframe>`);
  const heard = () => page.evaluate(() => (window as unknown as { heard: { type?: string; id?: string; context?: string }[] }).heard);
  await expect.poll(async () => (await heard()).length).toBeGreaterThan(1);
  expect((await heard()).find((it) => it.type === "hello")).toMatchObject({ source: "tagprism", v: 1, id: "a b", figure: "match", height: expect.any(Number) });
  expect((await heard()).find((it) => it.context)).toEqual({ context: "iframe.resize", height: expect.any(Number), src: expect.stringContaining("/embed/match") });
});

test("a figure listens to its parent only", async ({ page, host }) => {
  await host.open(`<tag-prism figure="match"></tag-prism><iframe name="other" srcdoc="<p>x"></iframe>${SCRIPT}`);
  const frame = await figure(page);
  await page.frame({ name: "other" })?.evaluate(() => parent.frames[0].postMessage({ source: "tagprism", v: 1, type: "set", theme: "dark" }, "*"));
  await frame.evaluate(() => window.postMessage({ source: "tagprism", v: 1, type: "set", theme: "dark" }, "*"));
  await page.locator("tag-prism").evaluate((it: HTMLElement & { set?(values: object): void }) => it.set?.({ step: 2 }));
  await expect(frame.getByRole("status")).toHaveText("step 2");
  await expect(frame.locator("html")).toHaveAttribute("data-theme", "light");
});
