/** The grid of the gallery, and of its skeleton. A page fills whole rows of each of these numbers of columns. */
export const GRID =
  "grid grid-cols-2 gap-x-2 gap-y-3 p-3 sm:grid-cols-3 md:grid-cols-3 md:gap-x-3 md:p-5 lg:grid-cols-4 xl:grid-cols-5 2xl:grid-cols-6";
