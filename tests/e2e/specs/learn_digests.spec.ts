import { createHash } from "node:crypto";
import { FIGURE_NAMES } from "../pages/explainer.ts";
import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

test("every digest in a figure has 64 digits, or says why it has fewer", async ({ page, explainer }) => {
  await explainer.goto();
  for (const name of FIGURE_NAMES) {
    const { root } = explainer.figure(name);
    await root.scrollIntoViewIfNeeded();
    const wrong = await root.evaluate((figure) => {
      const whole = /^sha256:[0-9a-f]{64}$/;
      const wrong: string[] = [];
      for (const it of figure.querySelectorAll<HTMLElement>(".dg")) {
        const title = it.getAttribute("title") ?? "";
        const digits = it.querySelector("code")?.textContent ?? "";
        const isWhole = whole.test(title) && title.slice("sha256:".length).startsWith(digits);
        // A record may know the first digits only; then it says so.
        if (!isWhole && !/first digits/.test(title)) wrong.push(`${digits} (${title})`);
      }
      const texts = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const node = texts.currentNode;
        // With an ellipsis it says that there is more: the panel beside a message has all of it.
        for (const [found, digits] of (node.textContent ?? "").matchAll(/sha256:([0-9a-f]+)(?![0-9a-f…])/g)) {
          const titled = node.parentElement?.closest("[title]")?.getAttribute("title") ?? "";
          const isWhole = digits.length === 64 || titled.includes(found) || /first digits/.test(titled);
          if (!isWhole) wrong.push(`${found} in "${node.textContent?.slice(0, 80)}"`);
        }
      }
      return wrong;
    });
    expect.soft(wrong, name).toEqual([]);
  }
});

test("the index that figure 5 walks hashes to the digest that it names", async ({ page, explainer }) => {
  await explainer.goto();
  const match = explainer.figure("match");
  const options = await match.control("image").locator("option").evaluateAll((all) => all.map((it) => (it as HTMLOptionElement).value));
  const sample = options.find((it) => it.includes("busybox"));
  expect(sample, "an image whose documents the site has").toBeDefined();
  await match.choose("image", sample!);
  await match.choose("view", "bytes");
  const [, digits] = /sha256:([0-9a-f]{64})/.exec(await match.words()) ?? [];
  expect(digits, "the whole digest is said").toBeDefined();
  const shipped = await page.request.get(`/samples/blobs/sha256/${digits}.json`);
  expect(shipped.ok()).toBe(true);
  expect(createHash("sha256").update(await shipped.body()).digest("hex")).toBe(digits);
});
