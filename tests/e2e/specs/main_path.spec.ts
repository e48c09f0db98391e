import { busybox, busyboxImages, MAIN_PLATFORMS, nameOf } from "../support/images.ts";
import { expect, test } from "../support/fixtures.ts";

const REFERENCE = "open.test/busybox:1.37";

test("a pasted reference leads to every platform, the entry for a Raspberry Pi Zero, and the command for it", async ({ page, inspector }) => {
  await inspector.goto("/i");
  await inspector.submit(REFERENCE);

  await expect(page.getByRole("heading", { level: 1 })).toContainText("open.test/busybox:1.37");
  await expect(inspector.rows).toHaveCount(MAIN_PLATFORMS.length);
  for (const image of busyboxImages()) {
    const row = inspector.row(nameOf(image.platform!));
    await expect(row.getByTitle(image.digest)).toBeVisible();
    await expect(row.getByRole("cell").nth(2)).toHaveText(/^[\d \u202f\u00a0,.]+$/);
  }
  await expect(page.getByTitle(busybox().digest).first()).toBeVisible();

  const dialog = await inspector.chooseMachine();
  await dialog.choose(/Raspberry Pi Zero, Pi 1/);
  await expect(inspector.verdict).toContainText("A Raspberry Pi Zero asks with");
  await expect(inspector.verdict.getByRole("heading", { level: 2 })).toHaveText("You get entry 3, the arm/v5 build");
  await expect(inspector.verdict).toContainText("A linux/arm/v6 machine accepts arm/v6, then arm/v5");
  await expect(inspector.verdict).toContainText("picked, one step down");
  await expect(inspector.row("linux/arm/v5")).toContainText("you");
  expect(new URL(page.url()).searchParams.get("host")).toBe("linux/arm/v6");

  const armV5 = busyboxImages()[1];
  await inspector.verdict.getByRole("button", { name: "Copy the command" }).click();
  await expect.poll(() => inspector.clipboard()).toBe(`docker pull open.test/busybox@${armV5.digest}`);

  await expect(inspector.receiptRow("Index")).toContainText(/computed|equal/);
  await expect(inspector.receiptRow("Manifest")).toContainText("equal");
  await expect(inspector.receiptRow("Config")).toContainText("equal");
});

test("reload, back and forward bring the same answer back", async ({ page, inspector }) => {
  await inspector.goto("/i");
  await inspector.submit(REFERENCE);
  await expect(inspector.rows).toHaveCount(MAIN_PLATFORMS.length);
  await (await inspector.chooseMachine()).choose(/IBM Z/);
  await expect(inspector.verdict).toContainText("the s390x build");

  await page.reload();
  await expect(inspector.verdict).toContainText("the s390x build");
  await expect(inspector.field).toHaveValue(REFERENCE);

  await (await inspector.chooseMachine()).choose(/RISC-V/);
  await expect(inspector.verdict).toContainText("the riscv64 build");
  await page.goBack();
  await expect(inspector.verdict).toContainText("the s390x build");
  await page.goForward();
  await expect(inspector.verdict).toContainText("the riscv64 build");
});

test("going back to before the first choice brings the first answer back", async ({ page, inspector }) => {
  await inspector.open(REFERENCE);
  const heading = inspector.verdict.getByRole("heading", { level: 2 });
  await expect(heading).toContainText("You get entry");
  const before = (await heading.textContent()) ?? "";
  await (await inspector.chooseMachine()).choose(/IBM Z/);
  await expect(heading).toContainText("the s390x build");
  await page.goBack();
  await expect(heading).toHaveText(before);
});

test("a permalink says which machine it speaks about, and opens to the same answer", async ({ page, inspector }) => {
  await inspector.open(REFERENCE);
  await (await inspector.chooseMachine()).choose(/IBM POWER/);
  await expect(inspector.verdict).toContainText("the ppc64le build");
  await page.getByRole("button", { name: "Permalink" }).click();
  await expect.poll(() => inspector.clipboard()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/i\/open\.test\/busybox:1\.37\?host=linux\/ppc64le/);
  await page.goto(await inspector.clipboard());
  await expect(inspector.verdict).toContainText("the ppc64le build");
});

test("an attestation is folded under the image that it describes", async ({ page, inspector }) => {
  await inspector.open(REFERENCE);
  await inspector.fold("linux/arm/v5").click();
  await expect(page.getByText("Entry 4 is the attestation of entry 3.")).toBeVisible();
  await expect(page).toHaveURL(/open=3/);
  await inspector.fold("linux/arm/v5").click();
  await expect(page.getByText("Entry 4 is the attestation of entry 3.")).toBeHidden();
});
