/** For React 19 with TypeScript: `import type {} from "@tagprism/embed/react"` once in the project. */
import type { DetailedHTMLProps, HTMLAttributes } from "react";
// React has `Attributes` of its own, which would win below.
import type { Attributes as Given, TagPrismElement } from "./embed.js";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "tag-prism": DetailedHTMLProps<HTMLAttributes<TagPrismElement>, TagPrismElement> & Given & { [parameter: string]: unknown };
    }
  }
}
