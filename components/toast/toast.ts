import type { ExternalToast, toast as Sonner } from "sonner";

type Kind = "message" | "success" | "error" | "info";

/** Told before the toaster was here: it comes with the first of them. */
let tellToaster: (toast: typeof Sonner) => void = () => {};
const toaster = new Promise<typeof Sonner>((resolve) => {
  tellToaster = resolve;
});

let isAsked = false;
const listeners = new Set<() => void>();
let lastId = 0;

function tell(kind: Kind, words: string, options: ExternalToast = {}): string | number {
  const id = options.id ?? `toast-${++lastId}`;
  isAsked = true;
  for (const listener of listeners) listener();
  void toaster.then((toast) => toast[kind](words, { ...options, id }));
  return id;
}

/** Tells in a corner of the page what happened. Whoever tells the first one waits for nothing; each gives its id. */
export const toast = Object.assign(
  (words: string, options?: ExternalToast) => tell("message", words, options),
  {
    success: (words: string, options?: ExternalToast) => tell("success", words, options),
    error: (words: string, options?: ExternalToast) => tell("error", words, options),
    info: (words: string, options?: ExternalToast) => tell("info", words, options),
    dismiss: (id: string | number) => void toaster.then((toast) => toast.dismiss(id)),
  },
);

/** For the toaster alone: is there anything to show, and who shows it. */
export const toastDesk = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  isAsked: () => isAsked,
  open: (toast: typeof Sonner) => tellToaster(toast),
};
