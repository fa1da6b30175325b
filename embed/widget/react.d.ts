// The elements in JSX: `import type {} from "@slotwright/widget/react"`. React sets what is no property yet as an attribute, so the
// names with a hyphen are the attributes', which hold however late the script comes.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type {
  SlotwrightBoardElement,
  SlotwrightBookingElement,
  SlotwrightEvents,
  SlotwrightProperties,
} from "./elements.js";

/** `firstDay` as `first-day`. */
type Hyphened<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${Hyphened<Rest>}`
    : `-${Lowercase<First>}${Hyphened<Rest>}`
  : Name;

type Attributes = { [Name in keyof SlotwrightProperties as Hyphened<Name>]?: SlotwrightProperties[Name] | undefined };
type Handlers = { [Name in keyof SlotwrightEvents as `on${Name}`]?: ((event: SlotwrightEvents[Name]) => void) | undefined };
type Props<Element> = DetailedHTMLProps<HTMLAttributes<Element>, Element> & Attributes & Handlers;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "slotwright-booking": Props<SlotwrightBookingElement>;
      "slotwright-board": Props<SlotwrightBoardElement>;
    }
  }
}
