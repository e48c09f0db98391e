import { addresses } from "../support/addresses.ts";
import { expect, test } from "../support/fixtures.ts";

// A plain host has no description of a proxy, and answers deep links with the status 404.
test.use({ toleratesFailedRequests: true });

for (const [place, base] of [["at the root", () => addresses().staticRoot], ["below /tagprism/", () => addresses().staticFolder]] as const) {
  test.describe(`the site on a plain host, ${place}`, () => {
    test("opens a shipped image from the start page", async ({ page, inspector }) => {
      await inspector.goto(`${base()}i`);
      await page.getByRole("link", { name: "registry.test/busybox:1.37" }).click();
      await expect(inspector.rows).toHaveCount(8);
      await expect(page.getByText("Shipped with this site.")).toBeVisible();
      expect(page.url()).toContain(`${base()}i/registry.test/busybox:1.37`);
    });

    test("opens a deep link", async ({ inspector }) => {
      await inspector.goto(`${base()}i/registry.test/windows-builds:synthetic?from=sample&host=linux/amd64`);
      await expect(inspector.rows).toHaveCount(6);
      await expect(inspector.verdict).toContainText("You get entry 1");
    });
  });
}

test("without a proxy the page says why a registry cannot be read, and takes the address of one", async ({ page, inspector }) => {
  await inspector.goto(`${addresses().staticFolder}i`);
  await inspector.submit(`${addresses().openHost}/busybox:1.37`);
  await expect(inspector.failure.getByRole("heading")).toHaveText(`Your browser may not read ${addresses().openHost}`);
  await expect(inspector.failure).toContainText("Give the address of a Tagprism proxy in the settings");

  await page.getByRole("button", { name: "Settings" }).click();
  const settings = page.getByRole("dialog", { name: "Settings" });
  await expect(settings).toContainText("no proxy answers beside this site");
  await settings.getByLabel("Proxy address").fill("ftp://somewhere");
  await expect(settings.getByRole("status")).toContainText("https://");
  await settings.getByLabel("Proxy address").fill(addresses().ownProxy);
  await settings.getByRole("button", { name: "Use it" }).click();
  await expect(inspector.rows).toHaveCount(8);
  await expect(inspector.receiptRow("Manifest")).toContainText("equal");

  await page.reload();
  await expect(inspector.rows, "the address is remembered").toHaveCount(8);
});

test("a public proxy on another host serves, too, but tells nobody which addresses its entries have", async ({ page, inspector }) => {
  await inspector.goto(`${addresses().staticRoot}i`);
  await page.getByRole("button", { name: "Settings" }).click();
  const settings = page.getByRole("dialog", { name: "Settings" });
  await settings.getByLabel("Proxy address").fill(`${addresses().publicProxy}/`);
  await settings.getByRole("button", { name: "Use it" }).click();
  await inspector.submit("open.test/busybox:1.37");
  await expect(inspector.rows).toHaveCount(8);
  await expect(page.getByText(`the registry, through ${addresses().publicProxy}/`)).toBeVisible();
  await inspector.submit(`${addresses().openHost}/busybox:1.37`);
  await expect(inspector.failure.getByRole("heading")).toHaveText(`No proxy entry leads to ${addresses().openHost}`);
});
