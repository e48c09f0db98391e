// <tag-prism figure="match" image="nginx:latest">: one figure of Tagprism in somebody's page. The figure runs in a frame; this
// file makes the frame, gives it its height and the theme of the page, and keeps what the author wrote inside the element
// until the figure is there. It also gives plain frames of the same site their height. It needs nothing else, and loading it
// twice does nothing.
(function () {
  "use strict";
  // Site generators evaluate it where there is no page.
  if (typeof customElements === "undefined" || customElements.get("tag-prism")) return;

  // Heights in px that cut no figure in a column of at least 320, 480 and 720 px, written by tests/embed-lab/heights.mjs.
  const HEIGHTS = {
    hosts: [2350, 1990, 1540],
    encode: [1940, 1650, 1540],
    loader: [2470, 2300, 2180],
    digest: [2620, 2100, 1890],
    match: [2090, 1980, 1930],
    ask: [3040, 2320, 2110],
    build: [3190, 2550, 2330],
    pull: [3390, 3210, 3210],
    push: [2820, 2960, 2960],
    windows: [2160, 1810, 1620],
    sizes: [1920, 1710, 1570],
    inspect: [2460, 2100, 2020],
    board: [2670, 2260, 1960],
    stack: [2830, 2550, 2280],
  };
  const WIDTHS = [0, 480, 720];
  const UNKNOWN = [900, 760, 620];
  const MOST_PX = 20000;
  // From when the frame's page has loaded; the page says hello before that.
  const PATIENCE_MILLIS = 10000;

  // As a module there is no current script; then the page is asked where it loads this file from.
  const script = document.currentScript || document.querySelector('script[src*="/embed.js"]');
  const home = script && script.src ? new URL(".", script.src).href : "";

  // What belongs to the element or to the framework around it; every other attribute is a parameter of the figure.
  const OWN = /^(figure|base|loading|poster|height|width|class|style|id|slot|title|hidden|role|tabindex|lang|dir)$|[-:@.]|^on/;
  const CHOSEN = /^(light|dark|contrast)$/;

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    ":host{display:block;position:relative;max-width:var(--tagprism-max-width,none)}:host([hidden]){display:none}" +
      "div{display:grid;grid-template-columns:minmax(0,1fr)}:host([fit=both]) :is(div,iframe){height:100%}" +
      "div>*{grid-area:1/1}slot{display:block}img,::slotted(*){max-width:100%;height:auto}" +
      "iframe{width:100%;border:0;opacity:0;pointer-events:none;border-radius:var(--tagprism-radius,0)}" +
      ".ready>slot{display:none}.ready>iframe{opacity:1;pointer-events:auto}" +
      "button{place-self:end start;margin:.5rem;padding:.6rem 1.2rem;font:inherit;cursor:pointer}",
  );

  // ---- the theme of the page ----------------------------------------------

  let hasDarkClass = false;

  /** Whether the page around an element is light or dark, by the marks of the systems that have one; else what the system prefers. */
  function scheme(element) {
    // Docusaurus, Furo and Starlight; Material for MkDocs; Bootstrap.
    for (const name of ["data-theme", "data-md-color-scheme", "data-bs-theme"]) {
      const marked = element.closest(`[${name}]`);
      const value = marked ? marked.getAttribute(name) : "";
      if (/dark|slate/.test(value)) return "dark";
      if (/light|default/.test(value)) return "light";
    }
    const { documentElement: root, body } = document;
    const has = (...names) => names.some((name) => root.classList.contains(name) || body.classList.contains(name));
    // VitePress and Tailwind mark the dark theme only; mdBook has five.
    const isDark = has("dark");
    hasDarkClass = hasDarkClass || isDark;
    if (isDark || has("coal", "navy", "ayu")) return "dark";
    if (hasDarkClass || has("light", "rust")) return "light";
    // A page that was never dark has no mark; then its color decides.
    const [r, g, b, a] = (getComputedStyle(body).backgroundColor.match(/[\d.]+/g) || []).map(Number);
    if (r >= 0 && a !== 0) return r + g + b < 384 ? "dark" : "light";
    return matchMedia("(prefers-color-scheme:dark)").matches ? "dark" : "light";
  }

  // ---- every element and plain frame of the page --------------------------

  const elements = new Set();

  function post(frame, message) {
    // In its sandbox the frame has an opaque origin, so none can be named; nothing here is secret.
    if (frame && frame.contentWindow) frame.contentWindow.postMessage({ ...message, source: "tagprism", v: 1 }, "*");
  }

  function plainFrames() {
    return home ? [...document.querySelectorAll("iframe")].filter((frame) => frame.src.startsWith(home + "embed/")) : [];
  }

  function dress(frame) {
    if (/[?&]theme=(?!auto)/.test(frame.src)) return;
    const theme = scheme(frame);
    frame.style.colorScheme = theme;
    post(frame, { type: "set", theme });
  }

  function follow() {
    for (const element of elements) element.follow();
    plainFrames().forEach(dress);
  }

  function px(height) {
    return Number.isFinite(height) && height >= 1 ? Math.min(Math.round(height), MOST_PX) : 0;
  }

  addEventListener("message", (event) => {
    const message = event.data;
    if (!message || message.source !== "tagprism" || message.v !== 1 || !event.source) return;
    for (const element of elements) if (element.hears(event.source, message)) return;
    const frame = plainFrames().find((it) => it.contentWindow === event.source);
    if (!frame) return;
    if (message.type === "hello") dress(frame);
    const height = px(message.height);
    if (height && !/[?&]fit=both/.test(frame.src)) frame.style.height = `${height}px`;
  });

  function begin() {
    const observer = new MutationObserver(follow);
    for (const marked of [document.documentElement, document.body]) {
      observer.observe(marked, { attributes: true, attributeFilter: ["class", "data-theme", "data-md-color-scheme", "data-bs-theme"] });
    }
    matchMedia("(prefers-color-scheme:dark)").addEventListener("change", follow);
    follow();
    // Frames that were there first have said hello to nobody.
    for (const frame of plainFrames()) post(frame, { type: "ping" });
  }
  if (document.body) begin();
  else document.addEventListener("DOMContentLoaded", begin);

  // ---- the element --------------------------------------------------------

  class TagPrism extends HTMLElement {
    #box = document.createElement("div");
    #frame = null;
    #isReady = false;
    #pending = {};
    #timer = 0;
    #theme = "";
    #worn = "";
    #class = -1;
    #attributes = new MutationObserver((changes) => this.#changed(changes));
    #sizes = new ResizeObserver((entries) => this.#reserve(entries[0].contentRect.width));

    constructor() {
      super();
      const shadow = this.attachShadow({ mode: "open" });
      shadow.adoptedStyleSheets = [sheet];
      shadow.append(this.#box);
    }

    connectedCallback() {
      elements.add(this);
      this.#attributes.observe(this, { attributes: true });
      this.#sizes.observe(this);
      this.#build();
    }

    disconnectedCallback() {
      elements.delete(this);
      this.#attributes.disconnect();
      this.#sizes.disconnect();
      clearTimeout(this.#timer);
    }

    /** A frame that is moved as a whole goes on. */
    connectedMoveCallback() {}

    /** Whether the figure has said hello. */
    get ready() {
      return this.#isReady;
    }

    /** Changes parameters of the figure; before it is there, they are kept for it. */
    set(values) {
      const clean = {};
      for (const [name, value] of Object.entries(values || {})) {
        if (/^(string|number|boolean)$/.test(typeof value)) clean[name] = typeof value === "boolean" ? Number(value) : value;
      }
      if ("theme" in clean) clean.theme = this.#dress(clean.theme);
      if (this.#isReady) post(this.#frame, { ...clean, type: "set" });
      else Object.assign(this.#pending, clean);
    }

    /** The theme of the page may have changed. */
    follow() {
      if (this.#frame && !this.#theme && scheme(this) !== this.#worn) this.set({ theme: "auto" });
    }

    /** Takes a message; answers whether it came from this element's frame. */
    hears(source, message) {
      if (!this.#frame || source !== this.#frame.contentWindow) return false;
      const height = px(message.height);
      const { type } = message;
      if (type === "hello" && height) this.#show(height);
      if (type === "resize" && height && this.#isReady) this.#frame.style.height = `${height}px`;
      if (type === "state") {
        const href = /^https?:/.test(message.href) ? message.href : "";
        this.#tell("state", { query: String(message.query), href });
      }
      if (type === "error") this.#fail(String(message.message));
      return true;
    }

    #tell(name, detail) {
      this.dispatchEvent(new CustomEvent(`tagprism-${name}`, { bubbles: true, composed: true, detail }));
    }

    /** Remembers the theme that was asked for, and answers the one that the frame gets. */
    #dress(theme) {
      this.#theme = CHOSEN.test(theme) ? theme : "";
      this.#worn = this.#theme || scheme(this);
      // The frame's page and its element have to agree, or the browser paints an opaque backdrop.
      if (this.#frame) this.#frame.style.colorScheme = this.#worn === "contrast" ? "" : this.#worn;
      return this.#worn;
    }

    #build() {
      clearTimeout(this.#timer);
      this.#isReady = false;
      this.#frame = null;
      this.#box.className = "";
      const slot = document.createElement("slot");
      const poster = this.getAttribute("poster");
      if (poster) {
        const image = document.createElement("img");
        image.src = poster;
        image.alt = "";
        slot.append(image);
      }
      this.#box.replaceChildren(slot);
      this.#class = -1;
      this.#reserve(this.clientWidth);
      if (this.getAttribute("loading") === "click") this.#offer();
      else this.#load();
    }

    /** The author's picture stays until the reader wants more. */
    #offer() {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Explore";
      button.onclick = () => {
        button.remove();
        this.#load().focus();
      };
      const connect = () => {
        const link = document.createElement("link");
        link.rel = "preconnect";
        link.href = this.#base();
        document.head.append(link);
      };
      for (const name of ["pointerover", "focusin"]) this.#box.addEventListener(name, connect, { once: true });
      this.#box.append(button);
    }

    /** Whether the figure fills the height that the author gives, and scrolls inside. */
    #isFilling() {
      return this.getAttribute("fit") === "both";
    }

    #base() {
      const base = this.getAttribute("base");
      return base ? new URL(base.replace(/\/?$/, "/"), document.baseURI).href : home;
    }

    #load() {
      const frame = document.createElement("iframe");
      const figure = this.getAttribute("figure") || "";
      const base = this.#base();
      if (!/^https?:/.test(base) || !/^[a-z]+$/.test(figure)) {
        this.#fail(base ? `there is no figure called ${figure}` : "the attribute base has to name the site, because the script does not come from it");
        return this;
      }
      const query = new URLSearchParams();
      for (const { name, value } of this.attributes) if (!OWN.test(name)) query.set(name, value || "1");
      this.#frame = frame;
      query.set("theme", this.#dress(this.getAttribute("theme")));
      const image = this.getAttribute("image");
      frame.title = this.title || `Tagprism: ${figure}${image ? `, ${image}` : ""}`;
      frame.allow = "clipboard-write; fullscreen";
      frame.referrerPolicy = "strict-origin";
      frame.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox");
      frame.loading = this.getAttribute("loading") === "lazy" ? "lazy" : "eager";
      if (!this.#isFilling()) frame.style.height = this.#box.style.minHeight;
      frame.onload = () => {
        post(frame, { type: "ping" });
        clearTimeout(this.#timer);
        if (!this.#isReady) this.#timer = setTimeout(() => this.#fail("the figure does not answer"), PATIENCE_MILLIS);
      };
      frame.src = `${base}embed/${figure}?${query}`;
      this.#box.append(frame);
      return frame;
    }

    #show(height) {
      clearTimeout(this.#timer);
      const isFirst = !this.#isReady;
      this.#isReady = true;
      this.#box.className = "ready";
      if (!this.#isFilling()) {
        this.#frame.style.height = `${height}px`;
        if (isFirst) this.#settle();
      }
      if (!isFirst) return;
      if (Object.keys(this.#pending).length) this.set(this.#pending);
      this.#pending = {};
      this.#tell("ready", { figure: this.getAttribute("figure"), height });
    }

    /** Gives back the reserved room as soon as nobody sees what moves: below the window, or when the reader acts. */
    #settle() {
      const release = () => {
        // An author's own height stays.
        if (!this.#isReady || this.hasAttribute("height")) return;
        this.#box.style.minHeight = "";
        this.style.minHeight = "0";
      };
      if (this.getBoundingClientRect().bottom >= innerHeight) return release();
      for (const name of ["pointerdown", "keydown", "resize"]) addEventListener(name, release, { once: true });
    }

    #fail(message) {
      clearTimeout(this.#timer);
      // The page of a figure can be read while its program does not run: better than nothing at all.
      if (!this.#isReady || this.firstElementChild || this.hasAttribute("poster")) {
        if (this.#frame) this.#frame.remove();
        this.#frame = null;
        this.#isReady = false;
        this.#box.className = "";
        this.#box.style.minHeight = "";
      }
      this.#tell("error", { message });
    }

    /** Keeps the height that the figure is going to have in a column of this width. */
    #reserve(width) {
      if (width < 1) return;
      const nth = WIDTHS.findLastIndex((least) => width >= least);
      if (nth === this.#class) return;
      const isFirst = this.#class < 0;
      this.#class = nth;
      // A figure that is there has its own height in another column.
      if (this.#isReady && !isFirst) this.#box.style.minHeight = "";
      if (this.#isReady) return;
      const fixed = px(parseFloat(this.getAttribute("height")));
      const height = fixed || (this.#isFilling() ? 0 : (HEIGHTS[this.getAttribute("figure")] || UNKNOWN)[nth]);
      this.#box.style.minHeight = `${height}px`;
      if (this.#frame && !this.#isFilling()) this.#frame.style.height = `${height}px`;
    }

    #changed(changes) {
      const names = new Set(changes.map((change) => change.attributeName));
      const values = {};
      for (const name of names) {
        const value = this.getAttribute(name);
        if (/^(figure|base|loading|poster|fit)$/.test(name) || (value === null && !OWN.test(name))) return this.#build();
        if (!OWN.test(name)) values[name] = value || "1";
      }
      if (Object.keys(values).length) this.set(values);
    }
  }

  customElements.define("tag-prism", TagPrism);
})();
