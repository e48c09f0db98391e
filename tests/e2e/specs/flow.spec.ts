import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { Player } from "../pages/player.ts";
import { serious } from "../support/axe.ts";
import { expect, test } from "../support/fixtures.ts";
import { tooWide } from "../support/layout.ts";

test.use({ needsRegistry: false });

/** Time enough for a step to end and the next to begin, in milliseconds. */
const PLAYS_WITHIN = 10_000;

test("the recorded pull opens at the choice, says what it is, and makes plain who chooses", async ({ page }) => {
  const player = new Player(page);
  await player.goto("/pull?host=linux/arm64/v8");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pull nginx:latest");
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Flow" })).toHaveAttribute("aria-current", "page");
  expect(await player.step()).toEqual([6, 14]);
  await expect(player.caption).toContainText("The engine ranks the entries against its own wish list and keeps one. Nothing is sent.");
  await expect(player.status).toContainText("Step 6 of 14. Choose. 16 entries: 8 attestations skipped, 5 refused, 3 acceptable; entry 7, linux/arm64/v8, is kept");
  await expect(player.root.locator(".f8-lead")).toContainText("The registry is never told which processor you have");
  await expect(player.root).toContainText("recorded 16 July 2026");
  await expect(player.clock).toContainText("simulated");
});

test("another machine gets another entry by the same requests", async ({ page, inspector }) => {
  const player = new Player(page);
  await player.goto("/pull?host=linux/arm64/v8");
  const requests = async () => (await player.titles()).join();
  const before = await requests();
  await (await inspector.chooseMachine()).choose(/IBM Z/);
  await expect(player.status).toContainText("linux/s390x, is kept");
  expect(await requests()).toBe(before);
  expect(new URL(page.url()).searchParams.get("host")).toBe("linux/s390x");
});

test("step 6 is the same picture from both directions", async ({ page }) => {
  const player = new Player(page);
  await player.goto("/pull?host=linux/arm64/v8&step=5");
  await player.button("Next step").click();
  await expect.poll(() => player.step()).toEqual([6, 14]);
  const panes = player.root.locator(".f8-grid");
  await page.mouse.move(0, 0);
  const forward = await panes.screenshot();
  await player.button("Next step").click();
  await expect.poll(() => player.step()).toEqual([7, 14]);
  await player.button("Back one step").click();
  await expect.poll(() => player.step()).toEqual([6, 14]);
  await page.mouse.move(0, 0);
  expect(forward.equals(await panes.screenshot())).toBe(true);
});

test("it never plays by itself, plays on request, stops, and goes back while it moves", async ({ page }) => {
  const player = new Player(page);
  await player.goto("/pull?host=linux/arm64/v8");
  await expect(player.button("Play")).toBeVisible();
  const still = await player.clock.textContent();
  await page.waitForTimeout(700);
  expect(await player.clock.textContent()).toBe(still);

  await player.button("Play").click();
  await expect(player.button("Pause")).toBeVisible();
  await expect.poll(async () => (await player.step())[0], { timeout: PLAYS_WITHIN }).toBe(2);
  await player.button("Back one step").click();
  await expect(player.button("Play")).toBeVisible();
  expect((await player.step())[0]).toBe(1);
  await page.waitForTimeout(700);
  expect((await player.step())[0]).toBe(1);
});

test("what plays is in sight, and a link to a step is played from there", async ({ page }) => {
  const player = new Player(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await player.goto("/pull?host=linux/arm64/v8&step=8");
  await player.button("Play").click();
  await expect.poll(() => player.rowIsCovered(), { timeout: PLAYS_WITHIN }).toBe(false);
  await expect.poll(async () => (await player.step())[0], { timeout: PLAYS_WITHIN }).toBe(9);
  await expect.poll(async () => (await player.step())[0], { timeout: PLAYS_WITHIN }).toBe(10);
  expect(await player.rowIsCovered()).toBe(false);
});

test("going on by key leaves the page where it is", async ({ page }) => {
  const player = new Player(page);
  await player.goto("/pull?host=linux/arm64/v8&step=2");
  await player.slider.focus();
  const before = await page.evaluate(() => window.scrollY);
  await page.keyboard.press("ArrowRight");
  await expect.poll(async () => (await player.step())[0]).toBe(3);
  expect(await page.evaluate(() => window.scrollY)).toBe(before);
});

test("on a phone nothing is cut in the panel, and little of the screen is taken by buttons", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  const player = new Player(page);
  await player.goto("/pull?host=linux/arm64/v8");
  const cut = await player.root.locator(".f8-body").evaluate((it) => it.scrollHeight - it.clientHeight);
  expect(cut).toBeLessThanOrEqual(0);
  const bar = await player.root.locator(".f8-drive").boundingBox();
  expect(bar?.height).toBeLessThan(140);
  await player.button("Play").click();
  await expect.poll(() => player.rowIsCovered(), { timeout: PLAYS_WITHIN }).toBe(false);
});

test("the table of a choice among builds of Windows stays in its panel", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const player = new Player(page);
  await player.goto("/pull?host=windows(10.0.20348.5622)/amd64&trouble=nomatch");
  const panel = player.root.locator(".f8-panel");
  const beyond = await panel.evaluate((it) => it.scrollWidth - it.clientWidth);
  expect(beyond).toBeLessThanOrEqual(0);
});

test("it stops when it is out of sight, and at rest it does nothing", async ({ page }) => {
  await page.addInitScript(() => {
    const count = { frames: 0 };
    Object.assign(window, { count });
    const original = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) => { count.frames += 1; return original(callback); };
  });
  const frames = () => page.evaluate(() => {
    const { count } = window as unknown as { count: { frames: number } };
    const seen = count.frames;
    count.frames = 0;
    return seen;
  });
  const player = new Player(page);
  await player.goto("/pull");
  await player.button("Play").click();
  await page.waitForTimeout(500);
  expect(await frames()).toBeGreaterThan(5);
  await page.evaluate(() => {
    const far = document.createElement("div");
    far.style.height = "400vh";
    document.body.append(far);
    window.scrollTo(0, document.body.scrollHeight);
  });
  // Whoever comes back finds it stopped; until then nobody draws anything.
  await expect.poll(frames, { intervals: [700] }).toBe(0);
  await page.evaluate(() => window.scrollTo(0, 0));
  await expect(player.button("Play")).toBeVisible();
});

test("keys drive it while the focus is inside, and a link opens the step", async ({ page }) => {
  const player = new Player(page);
  await player.goto("/pull?host=linux/arm64/v8");
  await player.slider.focus();
  for (const [key, step] of [["ArrowRight", 7], ["ArrowLeft", 6], ["Home", 1], ["End", 14], ["9", 9], ["0", 10]] as const) {
    await page.keyboard.press(key);
    await expect.poll(async () => (await player.step())[0], { message: key }).toBe(step);
  }
  await expect(player.slider).toHaveAttribute("aria-valuetext", /^Step 10 of 14: download, [\d,]+ ms simulated$/);
  await page.keyboard.press("Space");
  await expect(player.button("Pause")).toBeVisible();
  await page.keyboard.press("Space");
  await expect(player.button("Play")).toBeVisible();
  await page.keyboard.press(",");
  await page.keyboard.press("?");
  await expect(player.root.locator(".f8-keys")).toHaveAttribute("open", "");

  await page.keyboard.press("3");
  await expect.poll(() => new URL(page.url()).searchParams.get("step")).toBe("3");
  await page.reload();
  await expect.poll(() => player.step(), { timeout: 30_000 }).toEqual([3, 14]);
});

test("network and store are played anew and the step stays", async ({ page }) => {
  const player = new Player(page);
  await player.goto("/pull?host=linux/arm64/v8&step=10");
  const fast = await player.clock.textContent();
  await player.pick("net", "train");
  await expect(player.clock).not.toHaveText(fast ?? "");
  expect((await player.step())[0]).toBe(10);
  await player.pick("net", "fibre");
  await player.pick("cache", "full");
  await expect(player.root.locator(".f8-story")).not.toContainText("Download");
  await player.pick("cache", "cold");
  await player.pick("store", "classic");
  await expect(player.root.locator(".f8-seq")).toContainText("classic store");
});

const TROUBLES: [string, RegExp][] = [
  ["nomatch", /no matching manifest for linux\/arm64\/v8 in the manifest list entries|no match for platform in manifest/],
  ["corrupted", /unexpected commit digest/],
  ["exec", /exec format error/],
  ["lying", /exec format error/],
  ["denied", /denied|unauthorized/],
  ["missing", /not found/],
  ["limited", /429|Too Many Requests|toomanyrequests|rate limit/],
];

for (const [trouble, message] of TROUBLES) {
  test(`what if: ${trouble} ends in its own words, and says what would help`, async ({ page }) => {
    const player = new Player(page);
    await player.goto(`/pull?host=linux/arm64/v8&trouble=${trouble}&step=30`);
    await expect.poll(async () => {
      const [step, n] = await player.step();
      return n - step;
    }).toBe(0);
    await expect(player.root.locator(".f8-end")).toContainText(message);
    await expect(player.root.locator(".f8-end")).toContainText("What would help:");
    await player.root.getByRole("button", { name: "nothing went wrong?" }).click();
    await expect.poll(async () => (await player.step())[1]).toBe(14);
  });
}

test("one bit of a layer is turned by a button, and the engine refuses it", async ({ page }) => {
  const player = new Player(page);
  await player.goto("/pull?host=linux/arm64/v8&step=11");
  await player.root.getByRole("button", { name: "one bit of a layer were turned?" }).click();
  await expect(player.root.locator(".f8-rail")).toContainText("refused");
  await expect(player.caption).toContainText("thrown away");
});

test("the push writes leaves first, the list last, and refuses a list that comes first", async ({ page }) => {
  const player = new Player(page);
  await player.goto("/pull?direction=push&step=30");
  const titles = await player.titles();
  expect(titles.indexOf("Upload the blobs")).toBeLessThan(titles.indexOf("Put the manifests"));
  expect(titles.at(-1)).toBe("Put the list and the tag");
  await player.pick("push", "indexfirst");
  await expect(player.root.locator(".f8-end")).toContainText("manifest blob unknown");
});

test("pull and push move on one scrubber", async ({ page }) => {
  const player = new Player(page);
  await player.goto("/pull?direction=both&step=1&host=linux/arm64/v8");
  const halves = player.root.locator(".f8-half .f8-head");
  await expect(halves).toHaveText([/^Pull reads from the top, step 1 of 14/, /^Push writes from the leaves, step 1 of 7|step 2 of 7/]);
  await player.button("Last step").click();
  await expect(halves).toHaveText([/step 14 of 14: Start$/, /step 7 of 7: Put the list and the tag$/]);
});

test("a sample plays with its own digests, and the way back loses nothing", async ({ page, inspector }) => {
  const player = new Player(page);
  await inspector.goto("/i/registry.test/busybox:1.37?from=sample&host=linux/arm/v6");
  await page.getByRole("tab", { name: "Pull, played" }).click();
  await expect(player.status).toContainText("linux/arm/v5, is kept");
  await expect(player.root).toContainText("read and verified");
  expect(new URL(page.url()).pathname).toBe("/pull/registry.test/busybox:1.37");
  await player.toStep("Download");
  await page.getByRole("tab", { name: "Bytes" }).click();
  await expect(player.root).toHaveCount(0);
  await page.goBack();
  await expect.poll(async () => (await player.step())[0]).toBeGreaterThan(6);
});

test.describe("with less motion", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test("all steps stand on one page, and the player is a choice", async ({ page }) => {
    const player = new Player(page);
    await player.goto("/pull?host=linux/arm64/v8");
    await expect(player.root.locator(".f8-story.is-whole > li")).toHaveCount(14);
    await expect(player.slider).toHaveCount(0);
    await player.root.locator("label").filter({ hasText: /^Player$/ }).click();
    await expect(player.slider).toBeVisible();
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the steps of the recorded pull can be read", async ({ page }) => {
    await page.goto("/pull");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pull nginx:latest");
    await expect(page.locator("#fig-pull .f8-story > li")).toHaveCount(14);
    await expect(page.locator("noscript, .still").first()).toBeVisible();
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [360, 1440]) {
    test.describe(`${colorScheme}, ${width} pixels`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } });

      test("the player is accessible and fits", async ({ page }) => {
        test.setTimeout(120_000);
        const player = new Player(page);
        for (const query of ["", "&direction=both", "&trouble=nomatch&step=30", "&view=storyboard", "&step=10&tab=response"]) {
          await player.goto(`/pull?host=linux/arm64/v8${query}`);
          expect.soft(await serious(page), query).toEqual([]);
          expect.soft(await tooWide(page), query).toBe("");
        }
      });
    });
  }
}

/** Whether a text is XML that a viewer of drawings reads; asked on a page without a policy, which would speak up about the drawing's own style. */
async function isWellFormed(page: Page, svg: string): Promise<boolean> {
  const blank = await page.context().newPage();
  const is = await blank.evaluate((text) => new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror") === null, svg);
  await blank.close();
  return is;
}

test("the story can be saved as drawings, a diagram, JSON and text", async ({ page }) => {
  const player = new Player(page);
  await player.goto("/pull?host=linux/arm64/v8&net=4g");
  const titles = await player.titles();
  const files = [["Storyboard as SVG", "<svg "], ["Animated SVG", "<svg "], ["Mermaid", "%% Pull of nginx:latest"], ["JSON", "{"], ["Text", "Pull of nginx:latest"]] as const;
  for (const [name, start] of files) {
    const [download] = await Promise.all([page.waitForEvent("download"), player.button(name).click()]);
    const text = await readFile(await download.path(), "utf8");
    expect(text.startsWith(start), name).toBe(true);
    for (const title of titles) expect(text, name).toContain(title);
    if (name === "JSON") JSON.parse(text);
    if (start === "<svg ") expect(await isWellFormed(page, text), name).toBe(true);
    await expect(player.root.locator(".said")).toHaveText("File saved.");
  }
});

test("the story can be saved as pixels", async ({ page }) => {
  const player = new Player(page);
  await player.goto("/pull?host=linux/arm64/v8");
  const [download] = await Promise.all([page.waitForEvent("download"), player.button("PNG").click()]);
  expect(download.suggestedFilename()).toBe("tagprism-pull.png");
  const bytes = await readFile(await download.path());
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  // Two pixels for each unit of a drawing that is 1,200 wide.
  expect(bytes.readUInt32BE(16)).toBe(2_400);
  // A picture with something on it does not compress to nothing.
  expect(bytes.length).toBeGreaterThan(50_000);
});

test("a saved drawing that is dropped onto the field opens where it was saved", async ({ page }) => {
  const player = new Player(page);
  await player.goto("/pull?host=linux/arm64/v8&step=9&net=train");
  const [download] = await Promise.all([page.waitForEvent("download"), player.button("Storyboard as SVG").click()]);
  const svg = await readFile(await download.path(), "utf8");
  await page.goto("/i");
  await expect(page.locator("html[data-runs]")).toBeAttached({ timeout: 30_000 });
  const dropped = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "tagprism-pull.svg", { type: "image/svg+xml" }));
    return transfer;
  }, svg);
  await page.locator("#reference").dispatchEvent("drop", { dataTransfer: dropped });
  await expect.poll(() => player.step()).toEqual([9, 14]);
  expect(new URL(page.url()).searchParams.get("net")).toBe("train");
});
