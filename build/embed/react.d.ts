/** For React 19 with TypeScript: `import type {} from "@tagprism/embed/react"` once in the project. */
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { Attributes, TagPrismElement } from "./embed.js";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "tag-prism": DetailedHTMLProps<HTMLAttributes<TagPrismElement>, TagPrismElement> & Attributes & { [parameter: string]: unknown };
    }
  }
}
