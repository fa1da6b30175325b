// The elements in JSX: `import type {} from "@slotwright/widget/react"`. React sets what is no property yet as an attribute, so the
// names with a hyphen are the attributes', which hold however late the script comes.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type {
  SlotwrightBoardElement,
  SlotwrightBoardElementAttributes,
  SlotwrightBoardElementEventMap,
  SlotwrightBookingElement,
  SlotwrightBookingElementAttributes,
  SlotwrightBookingElementEventMap,
} from "./elements.js";

type Handlers<Events> = {
  [Name in keyof Events as `on${Name & string}`]?: ((event: Events[Name]) => void) | undefined;
};
type Props<Element, Attributes, Events> = DetailedHTMLProps<HTMLAttributes<Element>, Element> & {
  [Name in keyof Attributes]?: Attributes[Name] | null | undefined;
} & Handlers<Events>;

interface Tags {
  "slotwright-booking": Props<SlotwrightBookingElement, SlotwrightBookingElementAttributes, SlotwrightBookingElementEventMap>;
  "slotwright-board": Props<SlotwrightBoardElement, SlotwrightBoardElementAttributes, SlotwrightBoardElementEventMap>;
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements extends Tags {}
  }
}
