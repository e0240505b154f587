/** Cards keep one height in every state, as the rows of the table do; the skeleton has it too. */
export const CARD_HEIGHT = "h-32";
