import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";

export default defineConfig({
  integrations: [
    starlight({
      title: "Embed lab",
      pagefind: false,
@@astro.config.mjs@@
    }),
  ],
});
