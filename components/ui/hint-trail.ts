/** As long as before a pointer that rests is taken for a question. */
const REST_MS = 300;
/** Whoever reads one hint after another does not wait for each. */
const STILL_READING_MS = 300;

/** Follows the pointer and the focus over everything with a hint. @param show called with its element, or null */
export function followHints(show: (trigger: HTMLElement | null) => void): {
  readonly hide: () => void;
  readonly stop: () => void;
} {
  const listening = new AbortController();
  let shown: HTMLElement | null = null;
  let over: HTMLElement | null = null;
  let hiddenAt = Number.NEGATIVE_INFINITY;
  let isPressing = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const turnTo = (trigger: HTMLElement | null) => {
    clearTimeout(timer);
    if (trigger === shown) return;
    if (trigger === null) hiddenAt = performance.now();
    shown = trigger;
    show(trigger);
  };
  const hide = () => turnTo(null);
  const moveOver = (trigger: HTMLElement | null) => {
    if (trigger === over) return;
    over = trigger;
    const isReading = shown !== null || performance.now() - hiddenAt < STILL_READING_MS;
    hide();
    if (trigger === null) return;
    if (isReading) turnTo(trigger);
    else timer = setTimeout(() => turnTo(trigger), REST_MS);
  };

  const listen = <K extends keyof DocumentEventMap>(type: K, act: (event: DocumentEventMap[K]) => void) =>
    document.addEventListener(type, act, { capture: true, passive: true, signal: listening.signal });
  // A finger does not rest: it presses.
  listen("pointerover", ({ target, pointerType }) =>
    moveOver(pointerType === "touch" ? null : hinted(target)),
  );
  listen("pointerout", ({ relatedTarget }) => relatedTarget === null && moveOver(null));
  listen("pointerdown", () => {
    isPressing = true;
    hide();
  });
  for (const end of ["pointerup", "pointercancel"] as const) {
    listen(end, () => {
      isPressing = false;
    });
  }
  listen("click", hide);
  listen("focusin", ({ target }) => {
    const isByKey = !isPressing && target instanceof Element && target.matches(":focus-visible");
    turnTo(isByKey ? hinted(target) : null);
  });
  listen("focusout", hide);
  return {
    hide,
    stop: () => {
      clearTimeout(timer);
      listening.abort();
    },
  };
}

function hinted(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-hint]") : null;
}
