import type { LetterWords } from "./use-letter-words";

/**
 * Puts a notification on the screen; one with the same key takes the place of the one before.
 * @returns false where the browser has none for pages, as on Android
 */
export function show({ title, body }: LetterWords, key: string, onPress: () => void): boolean {
  try {
    const notification = new Notification(title, { body, tag: key, lang: document.documentElement.lang });
    notification.onclick = () => {
      notification.close();
      window.focus();
      onPress();
    };
    return true;
  } catch {
    return false;
  }
}
