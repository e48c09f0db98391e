import { expect, type Locator, type Page } from "@playwright/test";

/** The player as a reader meets it. */
export class Player {
  readonly page: Page;
  readonly root: Locator;
  readonly caption: Locator;
  readonly status: Locator;
  readonly slider: Locator;
  readonly clock: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.locator("#fig-pull");
    this.caption = this.root.locator("figcaption");
    this.status = this.root.locator(".status");
    this.slider = this.root.getByRole("slider", { name: "Step" });
    this.clock = this.root.locator(".f8-clock");
  }

  /** Opens an address and waits until the figure answers. */
  async goto(address: string): Promise<void> {
    await this.page.goto(address);
    await expect(this.page.locator("html[data-runs]")).toBeAttached({ timeout: 30_000 });
    await expect(this.slider.or(this.root.locator(".is-whole"))).toBeVisible({ timeout: 30_000 });
    await expect(this.root.locator("form")).toHaveAttribute("data-figure", "pull");
  }

  button(name: string): Locator {
    return this.root.getByRole("button", { name, exact: true });
  }

  async tab(name: string): Promise<void> {
    await this.root.locator(".f8-tabs label").filter({ hasText: name }).click();
  }

  async pick(parameter: string, value: string): Promise<void> {
    await this.root.locator(`select[name="pull-${parameter}"]`).selectOption(value);
  }

  /** The number of the step, and of how many. */
  async step(): Promise<[number, number]> {
    const found = /Step (\d+) of (\d+)/.exec((await this.caption.textContent()) ?? "");
    return [Number(found?.[1]), Number(found?.[2])];
  }

  /** Whether any of the step that is played lies outside the window, under the head or under the buttons. */
  async rowIsCovered(): Promise<boolean> {
    return this.page.evaluate(() => {
      const shown = (selector: string): DOMRect | undefined => {
        const boxes = [...document.querySelectorAll(selector)].map((it) => it.getBoundingClientRect());
        return boxes.find((box) => box.height > 0);
      };
      const row = shown(".f8-row.is-now") ?? shown(".f8-now");
      const buttons = shown(".f8-transport") ?? shown(".f8-drive");
      if (!row || !buttons) return true;
      // The last of its pixels may be a line that two rows share.
      return row.top < 0 || row.bottom > buttons.top + 2;
    });
  }

  /** All steps, by their titles. */
  async titles(): Promise<string[]> {
    return this.root.locator(".f8-story .f8-jump").allTextContents();
  }

  async toStep(title: string): Promise<void> {
    await this.root.locator(".f8-story").getByRole("button", { name: title, exact: true }).click();
    await expect(this.caption).toContainText(title);
  }
}
