import { type ClassValue, clsx } from "clsx";

/**
 * Joins class names. Of two Tailwind classes for the same property none wins by its place, so that no element should have
 * both: what a part of components/ui looks like by itself lies in a layer below whatever it is given (app/globals.css).
 */
export function cn(...inputs: ClassValue[]): string {
  return clsx(inputs);
}
