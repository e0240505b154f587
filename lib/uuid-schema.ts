import { z } from "zod";

/** In the one spelling that the database gives back: macOS makes them in capitals, and here they are compared as text. */
export const uuidSchema = z.uuid().toLowerCase();
