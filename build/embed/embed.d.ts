/** Loading this module defines the custom element `tag-prism`. */

/** The figures that can be embedded. */
export type Figure =
  | "hosts"
  | "encode"
  | "loader"
  | "digest"
  | "match"
  | "ask"
  | "build"
  | "pull"
  | "push"
  | "windows"
  | "sizes"
  | "inspect"
  | "board"
  | "stack";

export type Theme = "auto" | "light" | "dark" | "contrast";

/** The parameters that every figure knows. A figure's own parameters go by their plain names. */
export interface Parameters {
  /** A reference or a digest; the figure's recorded example unless given. */
  image?: string;
  /** `os/arch[/variant][:build]`, or `reader`, which lets the reader choose. */
  host?: string;
  theme?: Theme;
  bg?: "page" | "transparent";
  /** Six hex digits; not used where words in this color could not be read. */
  accent?: string;
  controls?: "full" | "steps" | "none";
  /** `captured` needs no registry; `live` asks one from the reader's browser. */
  data?: "captured" | "live";
  motion?: "auto" | "reduce";
  fit?: "auto" | "both";
  /** `1` makes the figure report its state. */
  emit?: string;
  step?: string | number;
  speed?: string | number;
  autoplay?: string | boolean;
  loop?: string | boolean;
}

/** The attributes of the element: its own and the parameters of the figure. */
export interface Attributes extends Parameters {
  figure: Figure | (string & {});
  loading?: "lazy" | "eager" | "click";
  /** A picture for an element without children. */
  poster?: string;
  /** The height in px to keep until the figure says its own. */
  height?: string | number;
  /** The folder of the Tagprism site, where the script does not come from there. */
  base?: string;
}

/** Values for {@link TagPrismElement.set}. */
export interface Values extends Omit<Parameters, "bg" | "accent" | "controls" | "data" | "fit" | "emit"> {
  [name: string]: string | number | boolean | undefined;
}

export interface TagPrismElement extends HTMLElement {
  /** Whether the figure is there. */
  readonly ready: boolean;
  /** Changes parameters of the figure; before it is there, they are kept for it. */
  set(values: Values): void;
  addEventListener<K extends keyof TagPrismEventMap>(
    type: K,
    listener: (this: TagPrismElement, event: TagPrismEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof TagPrismEventMap>(
    type: K,
    listener: (this: TagPrismElement, event: TagPrismEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** The events of the element; all of them bubble. */
export interface TagPrismEventMap extends HTMLElementEventMap {
  /** The figure is there; `height` in CSS px. */
  "tagprism-ready": CustomEvent<{ figure: string; height: number }>;
  /** The figure shows something else; only with `emit="1"`. `href` is the full version in the same state. */
  "tagprism-state": CustomEvent<{ query: string; href: string }>;
  /** The figure cannot be shown; what stands inside the element is shown again. */
  "tagprism-error": CustomEvent<{ message: string }>;
}

declare global {
  interface HTMLElementTagNameMap {
    "tag-prism": TagPrismElement;
  }
  interface GlobalEventHandlersEventMap {
    "tagprism-ready": CustomEvent<{ figure: string; height: number }>;
    "tagprism-state": CustomEvent<{ query: string; href: string }>;
    "tagprism-error": CustomEvent<{ message: string }>;
  }
  /** For Preact, Solid and React before 19; React 19 has its own place, see `@tagprism/embed/react`. */
  namespace JSX {
    interface IntrinsicElements {
      "tag-prism": Attributes & { [attribute: string]: unknown };
    }
  }
}
