import { drawnFrom } from "./picture-source";

const RATE = 16_000;
const SECONDS = 2;
const NOTES = 8;
const PENTATONIC = [0, 2, 4, 7, 9, 12, 14, 16];

/** A small WAV (16-bit mono, 2 s): a melody picked by the text. */
export function wavOf(identity: string): Buffer {
  const draw = drawnFrom(identity);
  const samples = RATE * SECONDS;
  const file = Buffer.alloc(44 + samples * 2);
  file.write("RIFF", 0, "latin1");
  file.writeUInt32LE(36 + samples * 2, 4);
  file.write("WAVEfmt ", 8, "latin1");
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36, "latin1");
  file.writeUInt32LE(samples * 2, 40);
  const root = 220 * 2 ** (Math.floor(draw("root") * 12) / 12);
  const perNote = samples / NOTES;
  const semitones = Array.from(
    { length: NOTES },
    (_, note) => PENTATONIC[Math.floor(draw(`note${note}`) * PENTATONIC.length)] ?? 0,
  );
  for (let sample = 0; sample < samples; sample += 1) {
    const semitone = semitones[Math.floor(sample / perNote)] ?? 0;
    const phase = (sample / RATE) * root * 2 ** (semitone / 12) * 2 * Math.PI;
    const fade = 1 - (sample % perNote) / perNote;
    const value = (Math.sin(phase) + 0.3 * Math.sin(2 * phase)) * fade * 0.4;
    file.writeInt16LE(Math.round(value * 32_000), 44 + sample * 2);
  }
  return file;
}
