import { expect, type Locator, type Page } from "@playwright/test";

/** The dialog behind "Your machine". */
export class MachineDialog {
  readonly box: Locator;
  readonly custom: Locator;

  constructor(page: Page) {
    this.box = page.getByRole("dialog", { name: "Which machine asks?" });
    this.custom = this.box.getByRole("textbox", { name: "Another platform" });
  }

  preset(name: string | RegExp): Locator {
    return this.box.getByRole("radio", { name });
  }

  /** Chooses a preset and goes back to the page. */
  async choose(name: string | RegExp): Promise<void> {
    await this.preset(name).check();
    await this.done();
  }

  async enter(platform: string): Promise<void> {
    await this.custom.fill(platform);
    await this.box.getByRole("button", { name: "Use it" }).click();
  }

  async done(): Promise<void> {
    await this.box.getByRole("button", { name: "Done" }).click();
    await expect(this.box).toBeHidden();
  }
}
