import { defineConfig } from "vitepress";

export default defineConfig({
  title: "Embed lab",
@@.vitepress/config.mjs@@
});
