import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

test("where the browser refuses to copy, the text stands selected for the reader's own keys", async ({ page, inspector }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("denied")) } });
    document.execCommand = () => false;
  });
  await inspector.open("nginx:latest", "from=record&host=linux/s390x");
  await inspector.verdict.getByRole("button", { name: "Copy the command" }).click();
  const byHand = inspector.verdict.getByRole("textbox", { name: /did not allow copying/ });
  await expect(byHand).toBeFocused();
  await expect(byHand).toHaveValue(/^docker pull nginx@sha256:[0-9a-f]{64}$/);
  const selected = () => byHand.evaluate((it: HTMLInputElement) => it.value.slice(it.selectionStart ?? 0, it.selectionEnd ?? 0));
  await expect.poll(selected).toMatch(/^docker pull /);
  await page.keyboard.press("Escape");
  await expect(byHand).toHaveCount(0);
});
