import { expect, type Locator, type Page } from "@playwright/test";
import { MachineDialog } from "./machine_dialog.ts";

/** The sections in order: their anchors. */
export const SECTIONS = [
  "silicon-shift", "cpu-architectures", "base-images", "one-image", "image-index",
  "who-resolves", "buildx", "push-and-pull", "windows", "real-images",
] as const;

/** The figures that answer, in the order of their sections, each with a choice away from its default. */
export const FIGURES = {
  hosts: ["set", "amd64"],
  encode: ["c", "add3"],
  loader: ["start", "c-musl.debian"],
  digest: ["form", "tar"],
  match: ["rule", "strict"],
  ask: ["method", "head"],
  build: ["armv7", "cross"],
  pull: ["trouble", "nomatch"],
  windows: ["isolation", "hyperv"],
  sizes: ["scale", "log"],
} as const;

export type FigureName = keyof typeof FIGURES;

export const FIGURE_NAMES = Object.keys(FIGURES) as FigureName[];

/** The query that opens the page with every figure at its other choice. */
export const ALL_CHANGED = Object.entries(FIGURES)
  .map(([name, [parameter, value]]) => `${name}-${parameter}=${value}`)
  .join("&");

/** A figure as a reader meets it. */
export class Figure {
  readonly name: string;
  readonly root: Locator;
  readonly caption: Locator;
  readonly stage: Locator;
  /** What the picture says just now. */
  readonly status: Locator;
  /** What the last action did. */
  readonly said: Locator;
  readonly twin: Locator;

  constructor(page: Page, name: string) {
    this.name = name;
    this.root = page.locator(`#fig-${name}`);
    this.caption = this.root.locator("figcaption");
    this.stage = this.root.locator(".stage");
    this.status = this.root.locator(".status");
    this.said = this.root.locator(".said");
    this.twin = this.root.locator("details.twin");
  }

  /** The controls of a parameter, or the one with that value. */
  control(parameter: string, value?: string): Locator {
    const name = `[name="${this.name}-${parameter}"]`;
    return this.root.locator(value === undefined ? name : `${name}[value="${value}"]`);
  }

  /** Chooses a value with the control for it that is in sight: a narrow window may have another one than a wide one. */
  async choose(parameter: string, value: string): Promise<void> {
    const control = this.control(parameter, value);
    const label = this.root.locator("label").filter({ has: control, visible: true });
    if ((await label.count()) > 0) return label.first().click();
    const select = this.root.locator(`select[name="${this.name}-${parameter}"]`).filter({ visible: true, has: this.root.page().locator(`option[value="${value}"]`) });
    if ((await select.count()) > 0) {
      await select.first().selectOption(value);
      return;
    }
    await control.filter({ visible: true }).first().click();
  }

  /** Chooses what {@link FIGURES} names. */
  async change(): Promise<void> {
    const [parameter, value] = FIGURES[this.name as FigureName];
    await this.choose(parameter, value);
  }

  /** Caption, status and table: what the figure says in words. */
  async words(): Promise<string> {
    const parts = await this.root.locator("figcaption, .status, .twin :is(caption, th, td)").allTextContents();
    return parts.join("\n");
  }

  async act(act: "link" | "save" | "reset"): Promise<void> {
    await this.root.locator(`[data-act="${act}"]`).click();
  }
}

/** The explainer as a reader meets it. */
export class Explainer {
  readonly page: Page;
  readonly machineChip: Locator;
  readonly rail: Locator;
  /** The search. */
  readonly find: Locator;
  readonly findField: Locator;
  readonly results: Locator;

  constructor(page: Page) {
    this.page = page;
    this.machineChip = page.getByRole("button", { name: /^Your machine/ });
    this.rail = page.getByRole("navigation", { name: "Sections" });
    this.find = page.locator("#find");
    this.findField = this.find.locator("input");
    this.results = this.find.getByRole("option");
  }

  /** Opens the page, as a query and a fragment have it, and waits until the program answers. */
  async goto(rest = ""): Promise<void> {
    await this.page.goto(`/${rest}`);
    await this.awake();
  }

  /** Waits until the program answers. */
  async awake(): Promise<void> {
    await expect(this.machineChip).toBeVisible({ timeout: 30_000 });
  }

  figure(name: FigureName | "pull"): Figure {
    return new Figure(this.page, name);
  }

  get figures(): Figure[] {
    return FIGURE_NAMES.map((name) => this.figure(name));
  }

  async chooseMachine(name: string | RegExp): Promise<void> {
    await this.machineChip.click();
    const dialog = new MachineDialog(this.page);
    await expect(dialog.box).toBeVisible();
    await dialog.choose(name);
  }

  /** Opens the search with a key and waits for its field. */
  async search(text = ""): Promise<void> {
    await this.page.keyboard.press("Control+k");
    await expect(this.findField).toBeFocused();
    if (text) await this.findField.fill(text);
  }

  query(): URLSearchParams {
    return new URL(this.page.url()).searchParams;
  }
}
