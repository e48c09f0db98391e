import { expect, type Locator, type Page } from "@playwright/test";
import { tooWide } from "../support/layout.ts";
import { MachineDialog } from "./machine_dialog.ts";

/** The inspector as a reader meets it: by roles, labels and words. */
export class Inspector {
  readonly page: Page;
  readonly field: Locator;
  readonly understood: Locator;
  readonly inspect: Locator;
  readonly table: Locator;
  readonly verdict: Locator;
  readonly receipt: Locator;
  readonly failure: Locator;
  readonly machineChip: Locator;

  constructor(page: Page) {
    this.page = page;
    this.field = page.getByRole("textbox", { name: /^Paste an image reference/ });
    this.inspect = page.getByRole("button", { name: "Inspect", exact: true });
    this.understood = page.locator("#understood");
    this.table = page.getByRole("table", { name: /latforms of / });
    this.verdict = page.getByRole("region", { name: /^(You get (entry|row)|Entry|Looking into|Every machine|No machine|.* has nothing for) ?/ });
    this.receipt = page.getByRole("region", { name: "Receipt" });
    this.failure = page.getByRole("alert");
    this.machineChip = page.getByRole("button", { name: /^Your machine/ });
  }

  /** Opens an address below the site's folder. */
  async goto(path = ""): Promise<void> {
    await this.page.goto(path);
    await expect(this.field).toBeVisible({ timeout: 30_000 });
  }

  /** Opens a reference by its address. */
  async open(reference: string, query = ""): Promise<void> {
    await this.goto(`/i/${reference}${query && `?${query}`}`);
  }

  /** Types what a reader pastes, and sends it off. */
  async submit(text: string): Promise<void> {
    await this.field.fill(text);
    await this.inspect.click();
  }

  /** All rows of the platform table but the head and what is unfolded. */
  get rows(): Locator {
    return this.table.getByRole("row").filter({ has: this.page.getByRole("button", { name: /^(Unfold|Fold) / }) });
  }

  /** The row of a platform, written as the table writes it. */
  row(platform: string): Locator {
    const fold = this.page.getByRole("button", { name: new RegExp(`^(Unfold|Fold) ${escape(platform)}$`) });
    return this.table.getByRole("row").filter({ has: fold });
  }

  fold(platform: string): Locator {
    return this.row(platform).getByRole("button", { name: new RegExp(`^(Unfold|Fold) `) });
  }

  /** A line of the receipt. */
  receiptRow(object: string): Locator {
    return this.receipt.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name: object, exact: true }) });
  }

  /** Opens the choice of a machine. */
  async chooseMachine(): Promise<MachineDialog> {
    await this.machineChip.click();
    const dialog = new MachineDialog(this.page);
    await expect(dialog.box).toBeVisible();
    return dialog;
  }

  async tab(name: "Platforms" | "Bytes"): Promise<void> {
    await this.page.getByRole("tab", { name }).click();
  }

  /** What the clipboard holds. */
  async clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Fails, without ending the test, where the page is wider than the window. */
  async hasNoSidewaysScroll(where: string): Promise<void> {
    const widest = await tooWide(this.page);
    expect.soft(widest, `${where} must not scroll sideways`).toBe("");
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
