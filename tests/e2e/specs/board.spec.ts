import { serious } from "../support/axe.ts";
import { expect, test } from "../support/fixtures.ts";
import { tooWide } from "../support/layout.ts";

const IMAGE = "open.test/busybox:1.37";
const CLIENTS = ["Docker", "Docker, classic store", "containerd", "Podman", "crane", "oras", "regctl", "rust-oci-client"];

test("the verdict says that clients disagree, and leads to who gets what", async ({ page, inspector }) => {
  await inspector.goto(`/i/${IMAGE}?host=linux/arm/v6`);
  await expect(inspector.verdict).toContainText("Not every client agrees. crane and oras find nothing.");
  await inspector.verdict.getByRole("link", { name: "See who gets what" }).click();
  await expect(page.getByRole("tab", { name: "Who gets what" })).toHaveAttribute("aria-selected", "true");

  const board = page.locator("#fig-board");
  await expect(board.locator("figcaption")).toContainText("six of eight clients take entry 3, linux/arm/v5; crane and oras find nothing.");
  const table = board.getByRole("table").first();
  for (const name of CLIENTS) await expect(table.getByRole("button", { name, exact: true })).toBeVisible();
  const row = table.getByRole("row", { name: /linux\/arm\/v5/ });
  await expect(row.getByRole("cell", { name: /fallback/ })).toHaveCount(6);
  await expect(row.getByRole("cell", { name: /wants exactly v6/ })).toHaveCount(2);

  // A client is opened by its name; the address keeps it.
  await table.getByRole("button", { name: "Podman", exact: true }).press("Enter");
  await expect(board.locator(".status")).toContainText("Podman takes entry 3, linux/arm/v5.");
  await expect(board.locator(".bd-open")).toContainText("containers/image");
  await expect.poll(() => new URL(page.url()).searchParams.get("board-client")).toBe("podman");
  await page.reload();
  await expect(board.locator(".status")).toContainText("Podman takes entry 3", { timeout: 30_000 });
});

test("another machine is another answer, and machines are compared for one client", async ({ page, inspector }) => {
  await inspector.goto(`/i/${IMAGE}?host=linux/arm/v6&view=board`);
  const board = page.locator("#fig-board");
  await expect(board.locator("figcaption")).toContainText("Asked for linux/arm/v6");
  await board.locator(".bd-set").nth(1).click();
  await expect.poll(() => new URL(page.url()).searchParams.get("host")).not.toBe("linux/arm/v6");
  await board.locator("label").filter({ hasText: /^machines$/ }).click();
  await expect(board.locator("figcaption")).toContainText(/Docker finds an entry for/);
  await board.getByRole("combobox", { name: "Client" }).selectOption("crane");
  await expect(board.locator("figcaption")).toContainText(/crane finds an entry for/);
  expect(new URL(page.url()).searchParams.get("board-by")).toBe("machines");
});

test("a record has a board, too, and says that it is recorded", async ({ page, inspector }) => {
  await inspector.goto("/i/nginx:latest?from=record&view=board&host=linux/arm/v6");
  const board = page.locator("#fig-board");
  await expect(board.locator("figcaption")).toContainText("crane and oras find nothing");
  await expect(board.locator(".foot-d")).toContainText("recorded 16 July 2026");
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [360, 1440]) {
    test.describe(`${colorScheme}, ${width} pixels`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } });

      test("the board is accessible and fits", async ({ page, inspector }) => {
        for (const view of ["view=board", "view=board&board-by=machines&board-client=podman"]) {
          await inspector.goto(`/i/${IMAGE}?host=linux/arm/v6&${view}`);
          await expect(page.locator("#fig-board figcaption")).toContainText(/arm\/v6|machines/);
          expect(await serious(page)).toEqual([]);
          expect(await tooWide(page)).toBe("");
        }
      });
    });
  }
}
