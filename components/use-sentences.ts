import { useLocale } from "next-intl";
import { useCallback } from "react";

/** Puts sentences behind one another: with a space, or in Chinese without one. Empty and false ones are left out. */
export function useSentences(): (...sentences: (string | false | undefined)[]) => string {
  const space = useLocale() === "zh" ? "" : " ";
  return useCallback((...sentences) => sentences.filter(Boolean).join(space), [space]);
}
