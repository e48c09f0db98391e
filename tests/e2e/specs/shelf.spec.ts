import type { APIRequestContext } from "@playwright/test";
import { addresses } from "../support/addresses.ts";
import { expect, test } from "../support/fixtures.ts";

// A plain host answers deep links with the status 404.
test.use({ needsRegistry: false, toleratesFailedRequests: true });

async function references(request: APIRequestContext, list: "samples" | "records"): Promise<string[]> {
  const answer = await request.get(`${addresses().staticRoot}${list}/index.json`);
  const shelf = (await answer.json()) as Record<string, { reference: string }[]>;
  return shelf[list].map((it) => it.reference);
}

test("every shipped image opens without a proxy, and its digests are right", async ({ page, inspector, request }) => {
  for (const reference of await references(request, "samples")) {
    await inspector.goto(`${addresses().staticRoot}i/${reference}?from=sample&host=linux/amd64`);
    await expect(page.getByRole("heading", { level: 1 }), reference).toContainText(reference.split(":")[0]);
    await expect(inspector.receiptRow("Manifest"), reference).toContainText(/equal|computed/);
    await expect(inspector.receiptRow("Config"), reference).toContainText("equal");
    await expect(page.getByText(/wrong bytes|not read, try again/), reference).toHaveCount(0);
  }
});

test("every record opens, and says that nothing in it was verified", async ({ page, inspector, request }) => {
  const records = await references(request, "records");
  expect(records.length).toBeGreaterThanOrEqual(10);
  for (const reference of records) {
    await inspector.goto(`${addresses().staticRoot}i/${reference}?from=record&host=linux/amd64`);
    await expect(page.getByText("Recorded, not verified here").first(), reference).toBeVisible();
    await expect(inspector.verdict, reference).toContainText("You get row");
    await expect(inspector.receipt, reference).toHaveCount(0);
  }
});
