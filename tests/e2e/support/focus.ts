import { expect, type Page } from "@playwright/test";

/** What has the focus, as role-like words for messages, and the ring around it. */
export interface Focused {
  label: string;
  /** Width of the visible ring in pixels; 0 where there is none. */
  ringPx: number;
  isInView: boolean;
}

/** The focused element. A control that is drawn by its neighbor or its frame may leave the ring to them. */
export async function focused(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const ring = (it: Element | null | undefined) => {
      if (!it) return 0;
      const style = getComputedStyle(it);
      return style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
    };
    const box = element.getBoundingClientRect();
    const name = element.getAttribute("aria-label") ?? element.textContent ?? "";
    return {
      label: `${element.tagName.toLowerCase()} ${name.trim().slice(0, 60)}`,
      ringPx: Math.max(...[element, element.nextElementSibling, element.parentElement, element.closest("label")].map(ring)),
      isInView: box.bottom > 0 && box.top < innerHeight,
    };
  });
}

/** Presses Tab until something with this label has the focus; every stop on the way must show a ring. */
export async function tabTo(page: Page, label: RegExp, mostStops = 60): Promise<void> {
  const seen: string[] = [];
  for (let stop = 0; stop < mostStops; stop += 1) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    seen.push(now.label);
    expect.soft(now.ringPx, `the focus must be visible on: ${now.label}`).toBeGreaterThanOrEqual(2);
    expect.soft(now.isInView, `the focus must be in view: ${now.label}`).toBe(true);
    if (label.test(now.label)) return;
  }
  throw new Error(`Tab never reached ${label}; it passed ${seen.join(" → ")}`);
}
