"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import type { BrowserLetter } from "@/lib/browser-news";
import { abilityOf } from "./ability";
import { show } from "./show";
import { useLetterWords } from "./use-letter-words";
import { useNews } from "./use-news";
import { useRing } from "./use-ring";
import { useSoleTab } from "./use-sole-tab";
import { useWishes } from "./wishes";

/** Tells this browser's person what happened, in one of its tabs. It draws nothing. */
export function Teller() {
  const wishes = useWishes();
  const isSole = useSoleTab("hubqueue.notify");
  const ring = useRing();
  const router = useRouter();
  const wordsOf = useLetterWords();
  const tell = useCallback(
    (letters: readonly BrowserLetter[]) => {
      if (wishes.notification && abilityOf() === "granted")
        for (const letter of letters) {
          const words = wordsOf(letter);
          show(words, letter.key, () => router.push(words.href));
        }
      if (wishes.sound) ring(letters.every(isGood) ? "done" : "trouble", wishes.volume);
    },
    [wishes, wordsOf, router, ring],
  );
  useNews(isSole, wishes.events, tell);
  return null;
}

function isGood(letter: BrowserLetter): boolean {
  if (letter.event === "summary") return letter.failed === 0 && !letter.isStuck;
  return letter.event === "batchEnded" && letter.data.counts.FAILED === 0;
}
