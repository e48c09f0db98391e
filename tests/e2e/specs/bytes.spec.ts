import { busybox, busyboxImages } from "../support/images.ts";
import { expect, test } from "../support/fixtures.ts";

test("the bytes are shown as they were served, with the hash computed over them", async ({ page, inspector }) => {
  const root = busybox();
  await inspector.open("open.test/busybox:1.37");
  await expect(inspector.rows).toHaveCount(8);
  await inspector.tab("Bytes");
  const shown = page.getByLabel("The document’s text");
  await expect(shown).toBeVisible();
  expect(await shown.textContent()).toBe(root.bytes.toString());
  const bytes = page.getByRole("region", { name: "Bytes" });
  await expect(bytes.getByTitle(root.digest)).toBeVisible();
  await expect(bytes).toContainText("A tag is a claim");

  await bytes.getByRole("radio", { name: "Laid out" }).check();
  await expect.poll(() => shown.textContent()).not.toBe(root.bytes.toString());
  expect(JSON.parse((await shown.textContent())!)).toEqual(JSON.parse(root.bytes.toString()));
  await bytes.getByRole("radio", { name: "As served" }).check();
  await expect.poll(() => shown.textContent()).toBe(root.bytes.toString());
  await bytes.getByRole("button", { name: "Copy", exact: true }).click();
  await expect.poll(() => inspector.clipboard()).toBe(root.bytes.toString());
});

test("every document that was read can be picked, with who named its digest", async ({ page, inspector }) => {
  const child = busyboxImages()[3];
  await inspector.open("open.test/busybox:1.37", "view=bytes");
  const picker = page.getByLabel("Document", { exact: true });
  await inspector.tab("Platforms");
  await expect(inspector.receiptRow("Config")).toContainText("equal");
  await inspector.tab("Bytes");
  await picker.selectOption(child.digest);
  const shown = page.getByLabel("The document’s text");
  await expect.poll(() => shown.textContent()).toBe(child.bytes.toString());
  await expect(page.getByText("Proof: the bytes are the ones that the digest names.")).toBeVisible();
  await expect(page.getByText("The digest was named by index, entry 7.")).toBeVisible();
});

test("saving gives a file of exactly those bytes", async ({ page, inspector }) => {
  await inspector.open("open.test/busybox:1.37");
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save JSON" }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe(`${busybox().digest.slice(7)}.json`);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).equals(busybox().bytes)).toBe(true);
});
