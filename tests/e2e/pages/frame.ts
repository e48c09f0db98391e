import type { FrameLocator, Page } from "@playwright/test";
import { addresses } from "../support/addresses.ts";

/** What an embed said to the page around it. */
export interface Said {
  type?: string;
  context?: string;
  id?: string;
  figure?: string;
  height?: number;
  query?: string;
  href?: string;
}

/** An embed in a page of somebody else: a plain document of another origin on this machine, without a policy of its own. */
export class Frame {
  readonly page: Page;
  readonly inside: FrameLocator;

  constructor(page: Page) {
    this.page = page;
    this.inside = page.locator("iframe").first().contentFrame();
  }

  /** Puts the address into a frame and waits until its program runs. */
  async open(address: string, { sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox", width = 720 } = {}): Promise<void> {
    await this.page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
    await this.page.goto(`${addresses().staticRoot}figures.json`);
    await this.page.evaluate(() => document.body.replaceChildren());
    await this.page.evaluate(
      ({ address, sandbox, width }) => {
        const said: unknown[] = [];
        Object.assign(window, { said });
        addEventListener("message", (event) => said.push(event.data));
        const frame = document.createElement("iframe");
        frame.setAttribute("sandbox", sandbox);
        frame.width = `${width}`;
        frame.height = "900";
        frame.src = address;
        document.body.append(frame);
      },
      { address, sandbox, width },
    );
    await this.inside.locator("html[data-runs]").waitFor({ state: "attached", timeout: 20_000 });
  }

  /** Everything that the embed said so far. */
  async said(): Promise<Said[]> {
    return this.page.evaluate(() => (window as unknown as { said: Said[] }).said);
  }

  /** The last thing of a kind that it said. */
  async last(type: string): Promise<Said | undefined> {
    return (await this.said()).filter((it) => it.type === type).at(-1);
  }

  /** Asks the embed for something. */
  async tell(message: object): Promise<void> {
    await this.page.evaluate((it) => document.querySelector("iframe")?.contentWindow?.postMessage({ source: "tagprism", v: 1, ...it }, "*"), message);
  }

  /** The address of the page that shows the same in full. */
  async full(): Promise<URL> {
    return new URL((await this.inside.locator("#full").getAttribute("href")) ?? "");
  }

  /** The address that the frame really has. */
  address(): string {
    return this.page.frames()[1]?.url() ?? "";
  }
}
