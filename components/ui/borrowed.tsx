import { type Ref, useEffect, useImperativeHandle } from "react";

/**
 * Stands where Radix wants to draw a trigger (`asChild`), and draws nothing: the element is in the page already, since
 * before there was anything to open. Radix puts its layer beside it and gives the focus back to it.
 */
export function Borrowed({
  element,
  ref,
  "aria-describedby": describedBy,
}: {
  element: HTMLElement;
  ref?: Ref<HTMLElement>;
  "aria-describedby"?: string;
}) {
  useImperativeHandle(ref, () => element, [element]);
  useEffect(() => {
    if (describedBy === undefined) return;
    const own = element.getAttribute("aria-describedby");
    element.setAttribute("aria-describedby", own === null ? describedBy : `${own} ${describedBy}`);
    return () => {
      if (own === null) element.removeAttribute("aria-describedby");
      else element.setAttribute("aria-describedby", own);
    };
  }, [element, describedBy]);
  return null;
}
