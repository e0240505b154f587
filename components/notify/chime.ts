/** Two short notes, made by the browser: no file is loaded. */

/** Hertz: up for an end, down for trouble. */
const TUNES = { done: [659.25, 880], trouble: [440, 349.23] } as const;
export type Tune = keyof typeof TUNES;

const NOTE_SECONDS = 0.14;
const FADE_SECONDS = 0.5;
/** At full volume still calm. */
const LOUDEST = 0.3;
/** A browser that will not play says nothing. */
const PATIENCE_MS = 500;

/** Browsers play sound only in pages that somebody has pressed something in since they were loaded. */
export function mayChime(): boolean {
  const wasUsed = !("userActivation" in navigator) || navigator.userActivation.hasBeenActive;
  return wasUsed && "AudioContext" in window;
}

/** @param volume 0 to 1. @returns whether it could be played */
export async function chime(tune: Tune, volume: number): Promise<boolean> {
  if (!mayChime()) return false;
  const context = new AudioContext();
  if (!(await plays(context))) {
    void context.close();
    return false;
  }
  const loudness = context.createGain();
  loudness.gain.value = volume * LOUDEST;
  loudness.connect(context.destination);
  const notes = TUNES[tune].map((hertz, place) =>
    note(context, loudness, hertz, context.currentTime + place * NOTE_SECONDS),
  );
  notes.at(-1)?.addEventListener("ended", () => void context.close());
  return true;
}

function note(context: AudioContext, output: AudioNode, hertz: number, at: number): OscillatorNode {
  const oscillator = context.createOscillator();
  const envelope = context.createGain();
  oscillator.frequency.value = hertz;
  // Begins softly, or the speaker clicks.
  envelope.gain.setValueAtTime(0.0001, at);
  envelope.gain.exponentialRampToValueAtTime(1, at + 0.02);
  envelope.gain.exponentialRampToValueAtTime(0.0001, at + FADE_SECONDS);
  oscillator.connect(envelope).connect(output);
  oscillator.start(at);
  oscillator.stop(at + FADE_SECONDS);
  return oscillator;
}

async function plays(context: AudioContext): Promise<boolean> {
  if (context.state !== "running") {
    const waited = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    await Promise.race([context.resume().catch(() => undefined), waited]);
  }
  return context.state === "running";
}
