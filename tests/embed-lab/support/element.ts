import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { test as base, type Frame, type Page } from "@playwright/test";
import { startStub } from "../stub.mjs";

const ROOT = new URL("../../../", import.meta.url);

type Stub = Awaited<ReturnType<typeof startStub>>;

/** A page of somebody else, from another origin than the figures. */
interface Host {
  /** Opens a page with this content; SITE in it is the origin of the figures. */
  open(body: string, more?: { head?: string; policy?: string }): Promise<void>;
}

export const test = base.extend<{ host: Host; complaints: string[] }, { stub: Stub; pages: Pages }>({
  stub: [
    async ({}, use) => {
      const stub = await startStub(ROOT);
      await use(stub);
      await stub.stop();
    },
    { scope: "worker" },
  ],
  pages: [
    async ({}, use) => {
      const pages = await Pages.start();
      await use(pages);
      await pages.stop();
    },
    { scope: "worker" },
  ],
  complaints: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    await use(complaints);
  },
  host: async ({ page, stub, pages }, use) => {
    stub.takeHits();
    await use({
      async open(body, { head = "", policy } = {}) {
        const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>${head}</head><body>${body}</body></html>`;
        await page.goto(pages.add(html.replaceAll("SITE", stub.origin), policy?.replaceAll("SITE", stub.origin)));
      },
    });
  },
});

export { expect } from "@playwright/test";

export const SCRIPT = '<script async src="SITE/embed.js"></script>';

/** The frame of a figure that has said hello. */
export async function figure(page: Page, nth = 0): Promise<Frame> {
  const element = page.locator("tag-prism").nth(nth);
  await element.evaluate((it: HTMLElement & { ready?: boolean }) => it.ready || new Promise((resolve) => it.addEventListener("tagprism-ready", resolve, { once: true })));
  const frame = await (await element.locator("iframe").elementHandle())?.contentFrame();
  if (!frame) throw new Error("the element has no frame");
  return frame;
}

/** The height of the frame's content, as the frame's script has to find it. */
export function contentHeight(frame: Frame): Promise<number> {
  return frame.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height));
}

export function frameHeight(page: Page, nth = 0): Promise<number> {
  return page.locator("tag-prism").nth(nth).locator("iframe").evaluate((it) => it.clientHeight);
}

class Pages {
  readonly #server: Server;
  readonly #pages: { html: string; policy: string | undefined }[] = [];

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<Pages> {
    const server = createServer();
    const pages = new Pages(server);
    server.on("request", (request, response) => {
      const page = pages.#pages[Number(request.url?.slice(1))];
      if (!page) return void response.writeHead(204).end();
      const policy = page.policy ? { "content-security-policy": page.policy } : {};
      response.writeHead(200, { "content-type": "text/html", ...policy }).end(page.html);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return pages;
  }

  add(html: string, policy?: string): string {
    this.#pages.push({ html, policy });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/${this.#pages.length - 1}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
