import { arm64Only, WINDOWS_BUILDS, windows } from "../support/images.ts";
import { expect, test } from "../support/fixtures.ts";

test("no entry for the machine: the engine's exact words, and a command that works", async ({ inspector }) => {
  await inspector.open("open.test/amd64-only:1");
  await (await inspector.chooseMachine()).choose(/IBM Z/);
  await expect(inspector.verdict.getByRole("heading", { level: 2 })).toHaveText("open.test/amd64-only:1 has nothing for linux/s390x");
  await expect(
    inspector.verdict.getByText(
      "no matching manifest for linux/s390x in the manifest list entries: no match for platform in manifest: not found",
      { exact: true },
    ),
  ).toBeVisible();
  await inspector.verdict.getByText("The older image store says it shorter").click();
  await expect(inspector.verdict.getByText("no matching manifest for linux/s390x in the manifest list entries", { exact: true })).toBeVisible();
  const command = inspector.verdict.getByRole("paragraph").filter({ hasText: /^docker run --platform/ });
  await command.getByRole("button", { name: "Copy" }).click();
  await expect.poll(() => inspector.clipboard()).toBe("docker run --platform linux/amd64 open.test/amd64-only:1");
});

test("a remedy that changes the machine changes it", async ({ inspector }) => {
  await inspector.open("open.test/arm64-only:1", "host=linux/arm/v7");
  await expect(inspector.verdict).toContainText("has nothing for linux/arm/v7");
  await inspector.verdict.getByRole("button", { name: /^Look as/ }).click();
  await expect(inspector.verdict).toContainText("You get entry 1, the arm64/v8 build");
  await expect(inspector.row("linux/arm64/v8").getByTitle(arm64Only().children[0].digest)).toBeVisible();
});

test("Windows Server 2019, 2022 and 2025 get an entry each", async ({ inspector }) => {
  await inspector.open("open.test/windows:1");
  await expect(inspector.rows).toHaveCount(4);
  for (const [machine, entry] of [["2025", 2], ["2022", 3], ["2019", 4]] as const) {
    await (await inspector.chooseMachine()).choose(new RegExp(`Windows Server ${machine}`));
    await expect(inspector.verdict.getByRole("heading", { level: 2 })).toContainText(`You get entry ${entry}`);
    await expect(inspector.verdict).toContainText(WINDOWS_BUILDS[entry - 2]);
    await expect(inspector.verdict.getByTitle(windows().children[entry - 1].digest)).toBeVisible();
  }
});

test("a single manifest is given to everybody, with the engine's warning for a foreign machine", async ({ inspector }) => {
  await inspector.open("open.test/single:1", "host=linux/arm64/v8");
  await expect(inspector.verdict.getByRole("heading", { level: 2 })).toHaveText("Every machine gets this one");
  await expect(
    inspector.verdict.getByText(
      "WARNING: The requested image's platform (linux/amd64) does not match the detected host platform (linux/arm64/v8) and no specific platform was requested",
    ),
  ).toBeVisible();
  const dialog = await inspector.chooseMachine();
  await dialog.enter("linux/amd64");
  await dialog.done();
  await expect(inspector.verdict).toContainText("Your machine can run it.");
});

test("an index inside an index is expanded in place", async ({ page, inspector }) => {
  await inspector.open("open.test/nested:1", "host=linux/arm/v7");
  await expect(inspector.rows).toHaveCount(4);
  await expect(page.getByText("an index inside", { exact: true })).toBeVisible();
  await expect(inspector.row("linux/arm/v7")).toContainText("1.2");
  await expect(inspector.verdict.getByRole("heading", { level: 2 })).toContainText("You get entry 1.2");
});

test("a Docker manifest list reads like an index", async ({ page, inspector }) => {
  await inspector.open("open.test/docker-list:1", "host=linux/arm64/v8");
  await expect(page.getByText("application/vnd.docker.distribution.manifest.list.v2+json")).toBeVisible();
  await expect(inspector.verdict).toContainText("You get entry 2");
});

test("asked strictly, an older variant will not do", async ({ page, inspector }) => {
  await inspector.open("open.test/busybox:1.37", "host=linux/arm/v6");
  await expect(inspector.verdict).toContainText("You get entry 3");
  await inspector.verdict.getByRole("radio", { name: "Strictly" }).check();
  await expect(inspector.verdict).toContainText("has nothing for linux/arm/v6");
  await expect(page).toHaveURL(/rule=strict/);
  await inspector.verdict.getByRole("radio", { name: "With fallbacks" }).check();
  await expect(inspector.verdict).toContainText("You get entry 3");
});

test("a custom machine is taken, and an unreadable one explained", async ({ page, inspector }) => {
  await inspector.open("open.test/busybox:1.37");
  const dialog = await inspector.chooseMachine();
  await dialog.custom.fill("linux/arm64/v9/what/is/this");
  await expect(dialog.box.getByRole("status")).not.toBeEmpty();
  await dialog.enter("linux/arm64/v9");
  await dialog.done();
  await expect(inspector.verdict).toContainText("You get entry 7, the arm64/v8 build");
  expect(new URL(page.url()).searchParams.get("host")).toBe("linux/arm64/v9");
  await inspector.open("open.test/busybox:1.37", "host=!!");
  await expect(page.getByText("The address names a machine that cannot be read:")).toBeVisible();
});

for (const width of [1440, 1280, 360]) {
  test(`the browser's guess is labelled a guess at ${width} pixels`, async ({ page, inspector }) => {
    await page.setViewportSize({ width, height: 800 });
    await inspector.goto("/i");
    await expect(inspector.machineChip.getByText(/guess|assumed|we cannot tell/i).first()).toBeVisible();
  });
}
