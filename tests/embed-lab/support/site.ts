import { expect, test as base, type Frame, type Locator, type Page } from "@playwright/test";

/** What a page of somebody else complained about, and where it went. */
export interface Watch {
  complaints: string[];
  /** Addresses outside this machine that were asked. */
  abroad: string[];
}

export const test = base.extend<{ watch: Watch }>({
  watch: async ({ page }, use) => {
    const watch: Watch = { complaints: [], abroad: [] };
    page.on("pageerror", (error) => watch.complaints.push(error.message));
    page.on("console", (message) => message.type() === "error" && watch.complaints.push(`${message.text()} ${message.location().url}`));
    page.on("request", (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (/^http/.test(protocol) && hostname !== "127.0.0.1") watch.abroad.push(request.url());
    });
    await page.addInitScript(() => {
      if (parent !== window) return;
      const shifts: object[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node?: Node }[] })[]) {
          if (!entry.hadRecentInput) shifts.push({ value: entry.value, nodes: entry.sources.map((it) => it.node?.nodeName).join() });
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    await use(watch);
  },
});

/** The layout shifts of the host page that nobody caused by input. */
export function shifts(page: Page): Promise<{ value: number; nodes: string }[]> {
  return page.evaluate(() => (window as unknown as { shifts: { value: number; nodes: string }[] }).shifts);
}

/** The page inside a frame, once its program runs. */
export async function inside(iframe: Locator): Promise<Frame> {
  await iframe.scrollIntoViewIfNeeded();
  const frame = await (await iframe.elementHandle())?.contentFrame();
  if (!frame) throw new Error("the frame has no page");
  await expect(frame.locator("html[data-runs]")).toHaveCount(1);
  return frame;
}

/** Asserts that a frame is exactly as high as what it shows. */
export async function fits(iframe: Locator, frame: Frame): Promise<void> {
  await expect
    .poll(async () => {
      const content = await frame.evaluate(() => document.documentElement.getBoundingClientRect().height);
      const height = await iframe.evaluate((it) => it.clientHeight);
      return { content, height, fits: content > 150 && Math.abs(content - height) <= 2 };
    })
    .toMatchObject({ fits: true });
}

/** What a figure shows, without what the reader's focus changes. */
export function picture(frame: Frame): Promise<string> {
  return frame.locator("form[data-figure]").first().evaluate((it) => it.innerHTML);
}

/** Presses controls of a figure until the picture is another. */
export async function interact(frame: Frame): Promise<void> {
  const before = await picture(frame);
  const controls = frame.locator("form[data-figure]").first().locator("button, label:has(input[type=radio]), summary").filter({ visible: true });
  const tried: string[] = [];
  for (const control of (await controls.all()).slice(0, 12)) {
    const name = ((await control.getAttribute("aria-label")) ?? (await control.textContent()) ?? "").trim();
    // These write to the clipboard or to the disk.
    if (/copy|save|svg|png|link|export/i.test(name) || !(await control.isEnabled())) continue;
    tried.push(name);
    await control.click();
    const changed = expect.poll(() => picture(frame), { timeout: 1_500 }).not.toBe(before);
    if (await changed.then(() => true, () => false)) return;
  }
  throw new Error(`no control changes the picture; pressed ${tried.join(", ")}`);
}

/** Whether an element's page is light or dark, by its color. */
export function shade(page: Page): Promise<"light" | "dark"> {
  return page.evaluate(() => {
    for (const it of [document.body, document.documentElement]) {
      const [r, g, b, a] = (getComputedStyle(it).backgroundColor.match(/[\d.]+/g) ?? []).map(Number);
      if (a !== 0) return r + g + b < 384 ? "dark" : "light";
    }
    return "light";
  });
}

/** Opens or closes an accordion that holds a figure. */
export async function turn(accordion: Locator, to: "open" | "closed"): Promise<void> {
  const iframe = accordion.locator("tag-prism iframe");
  const summary = accordion.locator("summary").first();
  await expect(async () => {
    // Right after a frame above was given another height, the browser still sends clicks to where it was.
    if ((await iframe.isVisible()) !== (to === "open")) await summary.click();
    await expect(iframe).toBeVisible({ visible: to === "open", timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
}
