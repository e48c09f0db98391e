import { serious } from "../support/axe.ts";
import { expect, test } from "../support/fixtures.ts";

const IMAGE = "open.test/busybox:1.37";

test("machines of one platform are told apart, and what they run is said apart from what they get", async ({ page, inspector }) => {
  await inspector.open(IMAGE, "host=linux/arm64/v8");
  const { box, done } = await inspector.chooseMachine().then((dialog) => ({ box: dialog.box, done: () => dialog.done() }));
  await box.getByRole("searchbox", { name: "Find a machine" }).fill("graviton4");
  await expect(box.getByRole("radio")).toHaveCount(1);
  await box.getByRole("radio", { name: /^AWS Graviton4 or 5/ }).check();
  await done();
  expect(new URL(page.url()).searchParams.get("host")).toBe("linux/arm64/v8");
  expect(new URL(page.url()).searchParams.get("machine")).toBe("graviton-4");
  await expect(inspector.verdict).toContainText("A Graviton4 server asks with");
  await expect(inspector.verdict).toContainText("It runs natively.");
  await page.reload();
  await expect(inspector.verdict).toContainText("A Graviton4 server asks with");
});

test("any other machine is put together from parts, by keyboard alone", async ({ page, inspector }) => {
  await inspector.open(IMAGE, "host=linux/amd64");
  const { box, custom } = await inspector.chooseMachine();
  await box.getByRole("combobox", { name: "Architecture" }).selectOption("arm");
  await box.getByRole("combobox", { name: "Variant" }).selectOption("v5");
  await expect(custom).toHaveValue("linux/arm/v5");
  await custom.press("Enter");
  await expect(inspector.verdict).toContainText("the arm/v5 build");
  await box.getByRole("combobox", { name: "System" }).selectOption("windows");
  await box.getByRole("textbox", { name: "Windows version" }).fill("10.0.20348");
  await box.getByRole("textbox", { name: "Windows version" }).press("Tab");
  await expect(custom).toHaveValue("windows(10.0.20348)/arm/v5");
  expect(await serious(page)).toEqual([]);
});

test("a publisher is told who suffers, and what to do", async ({ page, inspector }) => {
  await inspector.open(IMAGE);
  const checkup = page.getByRole("region", { name: "Check-up" });
  await expect(checkup).toBeVisible();
  const finding = checkup.getByRole("listitem").filter({ has: page.getByText("lower-arm-first", { exact: true }) });
  await expect(finding).toContainText("asked for linux/arm, take the lower one");
  await finding.getByRole("link", { name: "entry 3", exact: true }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get("open")).toBe("3");
});

test("a message leads to its explanation", async ({ page, inspector }) => {
  await inspector.goto("/i");
  await inspector.field.fill("docker: no matching manifest for linux/arm/v6 in the manifest list entries");
  await page.getByRole("link", { name: "What it means, and what to do" }).click();
  await expect(page).toHaveURL(/#error-no-matching-manifest$/);
});
